import { clsx } from 'clsx'
import { hoverText, visibleText } from './visible-text.ts'

/** A name by a stranger, or of a session: isolated from the text around it, on one line, nothing in it unseen. */
export function PersonName({
  name,
  fallback = 'No name',
  className,
}: {
  name: string | null
  fallback?: string
  className?: string
}) {
  const shown = name?.trim() ? name : null
  if (shown === null) return <span className={clsx('truncate text-ink-2', className)}>{fallback}</span>
  return (
    <bdi title={hoverText(shown)} className={clsx('truncate', className)}>
      {visibleText(shown)}
    </bdi>
  )
}
