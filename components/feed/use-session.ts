'use client'
import type { SessionSnapshot } from '#lib/live/model.ts'
import { applyToSession, type SessionState, sessionStateOf } from './session-state.ts'
import { useFeedState } from './use-feed-state.ts'

/** Everything about one session, by the second. */
export function useSession(snapshot: SessionSnapshot): SessionState {
  const [state] = useFeedState(snapshot, [snapshot.session.id], sessionStateOf, applyToSession)
  return state
}
