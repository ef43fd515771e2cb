'use client'
import { formatCount, formatUtc } from '#components/ui/format.ts'

/** How much there is, and since when. */
export function RecordSize({ size: { last, since } }: { size: { last: number; since: string | null } }) {
  return (
    <span className="tn truncate text-ink-2">
      {formatCount(last)} {last === 1 ? 'entry' : 'entries'}
      {since && ` since ${formatUtc(since).split(',')[0]}`}
    </span>
  )
}
