import { clsx } from 'clsx'
import type { ComponentProps } from 'react'

/** A part that scrolls by itself and can be reached, named and scrolled by keyboard. */
export function ScrollRegion({ label, className, ...rest }: ComponentProps<'section'> & { label: string }) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      tabIndex={0}
      // What only screen readers see lies in it too, or it would widen the page by what is scrolled away.
      className={clsx('relative overflow-y-auto outline-offset-[-2px]!', className)}
      {...rest}
    />
  )
}
