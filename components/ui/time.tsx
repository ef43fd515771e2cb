'use client'
import { formatDayTime, formatTime, formatUtc } from './format.ts'
import { useNow } from './use-now.ts'
import { useTimeZone } from './use-time-zone.ts'

/** A moment: `21:55` today, `24 Nov 21:55` else; exact in UTC on hover. The only way to print one. */
export function Time({
  at,
  seconds = false,
  long = false,
}: {
  at: string
  seconds?: boolean
  long?: boolean
}) {
  const now = useNow(60_000)
  const timeZone = useTimeZone()
  return (
    <time dateTime={at} title={formatUtc(at)} className="tn">
      {long ? formatDayTime(at, timeZone) : formatTime(at, { now, timeZone, seconds })}
    </time>
  )
}
