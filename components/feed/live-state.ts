import type { CountPoint, FeedMessage, LiveSnapshot, SessionView } from '#lib/live/model.ts'
import { addSample } from './add-sample.ts'

const SPARKLINE_MS = 15 * 60_000

/** Everything live, by session; those that ended meanwhile stay, told by `live`, until they are let go. */
export type LiveState = {
  sessions: ReadonlyMap<string, SessionView>
  samples: ReadonlyMap<string, readonly CountPoint[]>
}

export function liveStateOf({ sessions, samples }: Pick<LiveSnapshot, 'sessions' | 'samples'>): LiveState {
  return {
    sessions: new Map(sessions.map((session) => [session.id, session])),
    samples: new Map(
      sessions.map((session) => [session.id, knownPoints(session, samples[session.id] ?? [])]),
    ),
  }
}

/** A sample is taken when counts change: without one in the window, they have been the same all along. */
function knownPoints(session: SessionView, points: readonly CountPoint[]): readonly CountPoint[] {
  if (points.length > 0) return points
  const { connections, publishers, subscribers } = session
  return [{ at: session.liveSince ?? session.evidenceAt, connections, publishers, subscribers }]
}

/** The state after these changes; each carries its whole row, so the last one of a session is the truth. */
export function applyToLive(state: LiveState, messages: readonly FeedMessage[]): LiveState {
  const sessions = new Map(state.sessions)
  const samples = new Map(state.samples)
  for (const { at, change } of messages) {
    if (change.kind !== 'session') continue
    const { session } = change
    if (!session.live && !sessions.has(session.id)) continue
    sessions.set(session.id, session)
    samples.set(session.id, addSample(samples.get(session.id) ?? [], session, Date.parse(at) - SPARKLINE_MS))
  }
  return { sessions, samples }
}

/** Lets go of sessions that ended: nobody looks at them any more. */
export function withoutEnded(state: LiveState): LiveState {
  const ended = [...state.sessions.values()].filter(({ live }) => !live)
  if (ended.length === 0) return state
  const sessions = new Map(state.sessions)
  const samples = new Map(state.samples)
  for (const { id } of ended) {
    sessions.delete(id)
    samples.delete(id)
  }
  return { sessions, samples }
}
