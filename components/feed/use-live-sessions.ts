'use client'
import { useCallback } from 'react'
import { applyToLive, type LiveStart, type LiveState, liveStateOf, withoutEnded } from './live-state.ts'
import { useFeedState } from './use-feed-state.ts'

const NO_DETAILS: readonly string[] = []

/** Everything live, by the second. `letGo` forgets the sessions that ended. */
export function useLiveSessions(start: LiveStart): LiveState & { letGo: () => void } {
  const [state, update] = useFeedState(start, NO_DETAILS, liveStateOf, applyToLive)
  const letGo = useCallback(() => update(withoutEnded), [update])
  return { ...state, letGo }
}
