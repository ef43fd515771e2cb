'use client'
import { formatAge, formatUtc } from '#components/ui/format.ts'
import { useNow } from '#components/ui/use-now.ts'

/** How long there is still: `61 h`, `4 min`; `no time` when it is over. */
export function TimeLeft({ until }: { until: string }) {
  const left = Date.parse(until) - useNow()
  return (
    <time dateTime={until} title={formatUtc(until)} className="tn">
      {left > 0 ? formatAge(left) : 'no time'}
    </time>
  )
}
