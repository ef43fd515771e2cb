import { clsx } from 'clsx'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'

/** A filter that is on or off, at once. */
export function FilterChip({
  on,
  onToggle,
  icon,
  children,
}: {
  on: boolean
  onToggle: () => void
  icon?: ReactNode
  children: ReactNode
}) {
  return (
    <button
      type="button"
      aria-pressed={on}
      onClick={onToggle}
      className={clsx(
        'inline-flex h-[26px] pointer-coarse:h-(--control) flex-none items-center gap-1.5 whitespace-nowrap rounded-md px-2 text-xs ring-1 ring-inset transition-colors duration-(--fast) [&>svg]:size-3',
        on ? 'bg-accent-bg text-ink ring-accent/45' : 'text-ink-2 ring-line-2 hover:bg-hover hover:text-ink',
      )}
    >
      {!on && icon}
      {children}
      {on && <X aria-hidden="true" />}
    </button>
  )
}
