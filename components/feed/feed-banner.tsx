'use client'
import { ClockAlert } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { AskedRing } from '#components/ui/asked-ring.tsx'
import { formatAge } from '#components/ui/format.ts'
import { announce } from '#components/ui/live-region.tsx'
import { Time } from '#components/ui/time.tsx'
import type { FreshnessState } from './freshness.ts'
import { useFreshness, useReachable } from './use-freshness.ts'

const AWAY = 'Gavel cannot be reached, so actions do not work until it is back.'

/** Over what is live, when it is not: the last truth is kept, and dated. */
export function FeedBanner() {
  const fresh = useFreshness()
  const reachable = useReachable()
  useFeedNews(fresh?.state)
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
        You see <Time at={new Date(fresh.seenAt).toISOString()} seconds />.{' '}
        {reachable !== null && (reachable ? 'Actions still work.' : AWAY)}
      </p>
      {fresh.state === 'lost' && (
        <span className="inline-flex items-center gap-1.5 text-asked">
          <AskedRing /> Reconnecting
        </span>
      )}
    </div>
  )
}

/** Says that the feed stopped, and that it is back; not how long ago, which would never end. */
function useFeedNews(state: FreshnessState | undefined): void {
  const before = useRef(state)
  useEffect(() => {
    if (state === 'lost') announce('The feed has stopped. What you see is the last that was known')
    else if (state === 'live' && before.current === 'lost') announce('The feed is live again')
    before.current = state
  }, [state])
}
