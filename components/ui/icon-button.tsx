import { clsx } from 'clsx'
import type { ComponentProps } from 'react'

/** A verb that is only an icon; `label` is what a screen reader says and what hovering shows. */
export function IconButton({
  label,
  small = false,
  className,
  ...rest
}: ComponentProps<'button'> & { label: string; small?: boolean }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={clsx(
        'hit-24 inline-grid place-items-center rounded-md text-ink-2 transition-colors duration-(--fast) hover:not-disabled:bg-hover hover:not-disabled:text-ink',
        small ? 'size-[22px]' : 'size-(--control)',
        className,
      )}
      {...rest}
    />
  )
}
