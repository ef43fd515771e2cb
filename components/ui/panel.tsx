import { clsx } from 'clsx'
import type { ComponentProps } from 'react'

/** A card on the canvas; most places need only a hairline. */
export function Panel({ className, ...rest }: ComponentProps<'section'>) {
  return <section className={clsx('rounded-lg border bg-surface', className)} {...rest} />
}
