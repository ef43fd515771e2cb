import { clsx } from 'clsx'
import type { ComponentProps, ReactNode } from 'react'

export const FIELD =
  'rounded-md bg-surface ring-1 ring-edge ring-inset text-sm text-ink focus-within:ring-2 focus-within:ring-accent'

/** One line of text. `label` is always there for those who do not see the placeholder. */
export function Input({
  label,
  icon,
  after,
  className,
  ...rest
}: ComponentProps<'input'> & { label: string; icon?: ReactNode; after?: ReactNode }) {
  return (
    <span
      className={clsx(
        FIELD,
        'flex h-(--control) items-center gap-2 px-2 [&>svg]:size-3.5 [&>svg]:flex-none',
        className,
      )}
    >
      {icon}
      <input aria-label={label} className="min-w-0 flex-1 bg-transparent outline-none" {...rest} />
      {after}
    </span>
  )
}
