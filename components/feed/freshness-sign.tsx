'use client'
import { ClockAlert } from 'lucide-react'
import { Dot } from '#components/ui/dot.tsx'
import { formatAge } from '#components/ui/format.ts'
import { useFreshness } from './use-freshness.ts'

/** How fresh the page is; always in the same place, never announced. */
export function FreshnessSign() {
  const fresh = useFreshness()
  if (!fresh) return null
  const age = formatAge(fresh.behindMs, { tenths: fresh.state === 'live' })
  if (fresh.state === 'live') {
    return (
      <span className="tn inline-flex items-center gap-[7px] whitespace-nowrap text-ink-2 text-xs">
        <Dot className="size-[7px] text-live" />
        <span className="max-sm:hidden">Live feed</span> {age} behind
      </span>
    )
  }
  return (
    <span className="tn inline-flex items-center gap-[7px] whitespace-nowrap text-stale text-xs">
      <ClockAlert aria-hidden="true" className="size-4" strokeWidth={1.6} />
      {fresh.state === 'lost' ? `Feed stopped ${age} ago` : `Feed ${age} behind`}
    </span>
  )
}
