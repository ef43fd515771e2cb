'use client'
import { formatAge, formatDuration, formatUtc } from './format.ts'
import { useNow } from './use-now.ts'

/** How long ago: `38 s`, `2 min`. */
export function Age({ since, tenths = false }: { since: string; tenths?: boolean }) {
  const now = useNow()
  return (
    <time dateTime={since} title={formatUtc(since)} className="tn">
      {formatAge(now - Date.parse(since), { tenths })}
    </time>
  )
}

/** How long it has been running: `41:34`, `1:18:02`. */
export function RunningTime({ since }: { since: string }) {
  const now = useNow()
  return (
    <time dateTime={since} title={formatUtc(since)} className="tn">
      {formatDuration((now - Date.parse(since)) / 1_000)}
    </time>
  )
}
