import { clsx } from 'clsx'
import type { ComponentProps } from 'react'

/** One of some choices that stand in a row and may wrap; `small` for filters over a list. */
export function ChoiceChip({
  on,
  small = false,
  className,
  ...rest
}: ComponentProps<'button'> & { on: boolean; small?: boolean }) {
  return (
    <button
      type="button"
      aria-pressed={on}
      className={clsx(
        'inline-flex pointer-coarse:h-(--control) flex-none items-center gap-1.5 whitespace-nowrap rounded-md px-2 text-xs ring-1 ring-inset transition-colors duration-(--fast) [&>svg]:size-3',
        small ? 'h-6' : 'h-7',
        on ? 'bg-accent-bg text-ink ring-accent/45' : 'text-ink-2 ring-line-2 hover:bg-hover hover:text-ink',
        className,
      )}
      {...rest}
    />
  )
}
