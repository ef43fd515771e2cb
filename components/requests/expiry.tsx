'use client'
import { formatUtc } from '#components/ui/format.ts'
import { useNow } from '#components/ui/use-now.ts'
import { leftWords } from './request-words.ts'

/** How long a request still waits, in words and as a line that grows shorter. */
export function Expiry({
  request: { askedAt, expiresAt },
}: {
  request: { askedAt: string; expiresAt: string }
}) {
  const left = Date.parse(expiresAt) - useNow()
  const whole = Math.max(1, Date.parse(expiresAt) - Date.parse(askedAt))
  const percent = Math.min(100, Math.max(0, (left / whole) * 100))
  return (
    <span className="grid gap-1.5 text-xs">
      <time dateTime={expiresAt} title={formatUtc(expiresAt)} className="tn text-ink-2">
        {leftWords(left)}
      </time>
      <svg aria-hidden="true" viewBox="0 0 100 1" preserveAspectRatio="none" className="h-0.5 w-full">
        <rect width="100" height="1" className="fill-line-2" />
        <rect x={100 - percent} width={percent} height="1" className="fill-accent" />
      </svg>
    </span>
  )
}
