'use client'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { useConsole } from '#components/shell/console-context.tsx'
import type { FeedMessage } from '#lib/live/model.ts'
import { subscribeToFeed } from './feed.ts'

const GATHER_MS = 250

/**
 * Takes the page anew when the feed tells of something that concerns it. `position` is where the feed stood when the page was
 * made; null: somebody else listens for it. `concerns` must stay the same function. Whoever may not see sessions has no feed,
 * and the page as it was.
 */
export function useFreshOn(position: number | null, concerns: (message: FeedMessage) => boolean): void {
  const router = useRouter()
  const hasFeed = useConsole().places.includes('live')
  useEffect(() => {
    if (!hasFeed || position === null) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const refresh = () => {
      timer = undefined
      router.refresh()
    }
    const leave = subscribeToFeed({ since: position, sessions: [] }, (message) => {
      if (concerns(message)) timer ??= setTimeout(refresh, GATHER_MS)
    })
    return () => {
      clearTimeout(timer)
      leave()
    }
  }, [router, hasFeed, position, concerns])
}
