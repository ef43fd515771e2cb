'use client'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import type { FeedMessage } from '#lib/live/model.ts'
import { onTurn, subscribeToFeed } from './feed.ts'

const GATHER_MS = 250

/**
 * Takes the page anew when a request to record changes: any, or one of this session. The feed tells only that it did; the page
 * asks for what the reader may see of it. `position` is where the feed stood when the page was made.
 */
export function useFreshRequests(position: number, sessionId?: string): void {
  const router = useRouter()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const refresh = () => {
      timer = undefined
      router.refresh()
    }
    const leave = subscribeToFeed({ since: position, sessions: [] }, (message) => {
      if (concerns(message, sessionId)) timer ??= setTimeout(refresh, GATHER_MS)
    })
    // What the feed cannot tell any more only a fresh page can.
    const stopTurns = onTurn((turn) => turn === 'refresh' && refresh())
    return () => {
      clearTimeout(timer)
      leave()
      stopTurns()
    }
  }, [router, position, sessionId])
}

/** A start that failed gives its approval back, so it is news of a request too. */
function concerns({ change, sessionId }: FeedMessage, only: string | undefined): boolean {
  const isNews =
    change.kind === 'request' ||
    (change.kind === 'action' &&
      change.action.kind === 'startArchive' &&
      change.action.outcome.state === 'failed')
  return isNews && (only === undefined || sessionId === only)
}
