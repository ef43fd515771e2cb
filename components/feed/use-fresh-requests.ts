'use client'
import { useCallback } from 'react'
import { useConsole } from '#components/shell/console-context.tsx'
import type { FeedMessage } from '#lib/live/model.ts'
import { useFreshOn } from './use-fresh-on.ts'

/**
 * Takes the page anew when a request to record changes: any, or one of this session. The feed tells only that it did; the page
 * asks for what the reader may see of it. For whoever answers requests the frame listens already, on every page.
 */
export function useFreshRequests(position: number, sessionId?: string): void {
  const isFrames = useConsole().waiting !== null
  const concerns = useCallback(
    (message: FeedMessage) =>
      isAboutRequests(message) && (sessionId === undefined || message.sessionId === sessionId),
    [sessionId],
  )
  useFreshOn(isFrames ? null : position, concerns)
}

/** A start that failed gives its approval back, so it is news of a request too. */
export function isAboutRequests({ change }: FeedMessage): boolean {
  if (change.kind === 'request') return true
  return (
    change.kind === 'action' &&
    change.action.kind === 'startArchive' &&
    change.action.outcome.state === 'failed'
  )
}
