'use client'
import { ClockAlert } from 'lucide-react'
import { AskedRing } from '#components/ui/asked-ring.tsx'
import { formatAge } from '#components/ui/format.ts'
import { Time } from '#components/ui/time.tsx'
import { useFreshness } from './use-freshness.ts'

/** Over what is live, when it is not: the last truth is kept, and dated. */
export function FeedBanner() {
  const fresh = useFreshness()
  if (!fresh || fresh.state === 'live') return null
  return (
    <div className="flex flex-none items-center gap-3 border-b bg-stale-bg px-4 py-2">
      <ClockAlert aria-hidden="true" className="size-4 flex-none text-stale" strokeWidth={1.6} />
      <p className="tn min-w-0 flex-1 text-ink-2">
        <strong className="font-semibold text-ink">
          {fresh.state === 'lost'
            ? `Feed stopped ${formatAge(fresh.behindMs)} ago.`
            : `Feed ${formatAge(fresh.behindMs)} behind.`}
        </strong>{' '}
        You see <Time at={new Date(fresh.seenAt).toISOString()} seconds />. Actions still work.
      </p>
      {fresh.state === 'lost' && (
        <span className="inline-flex items-center gap-1.5 text-asked">
          <AskedRing /> Reconnecting
        </span>
      )}
    </div>
  )
}
