'use client'
import { formatUtc } from '#components/ui/format.ts'
import { useNow } from '#components/ui/use-now.ts'
import type { AlertView } from '#lib/alerts/model.ts'

/** Of a recording whose only copy is the platform's: how long it is still there. */
export function CopyLeft({ alert }: { alert: AlertView }) {
  const until = 'copyUntil' in alert.details ? alert.details.copyUntil : null
  if (until === null || alert.end !== null) return null
  return <Left until={until} />
}

function Left({ until }: { until: string }) {
  const minutes = Math.floor((Date.parse(until) - useNow(60_000)) / 60_000)
  if (minutes < 0) return null
  return (
    <time dateTime={until} title={formatUtc(until)} className="tn text-alert">
      {minutes < 60 ? `${minutes} min left` : `${Math.floor(minutes / 60)} h ${minutes % 60} min left`}
    </time>
  )
}
