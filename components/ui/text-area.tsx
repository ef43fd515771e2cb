import { clsx } from 'clsx'
import type { ComponentProps } from 'react'
import { FIELD } from './input.tsx'

/** Some lines of text. */
export function TextArea({ label, className, ...rest }: ComponentProps<'textarea'> & { label: string }) {
  return (
    <textarea
      aria-label={label}
      className={clsx(FIELD, 'block w-full p-2 outline-none', className)}
      {...rest}
    />
  )
}
