'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { useStale } from '#components/live/use-stale.ts'
import type { SessionView } from '#lib/live/model.ts'

/**
 * Whether a session that was live has not been seen for too long to say that it is. The page is then taken anew, and once
 * more when it is seen again: why the platform cannot be asked is no matter of one session, and the feed does not tell it.
 */
export function useSessionStale({ evidenceAt, live }: SessionView): boolean {
  const stale = useStale(evidenceAt) && live
  const router = useRouter()
  const before = useRef(false)
  useEffect(() => {
    if (stale !== before.current) router.refresh()
    before.current = stale
  }, [stale, router])
  return stale
}
