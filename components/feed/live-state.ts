import type { FeedMessage, LiveSnapshot, SessionView } from '#lib/live/model.ts'
import { extendLine, type LivePoint, type PackedLine, unpackLine } from './live-line.ts'

const SPARKLINE_MS = 15 * 60_000

/** What a page starts from: the server's snapshot, its samples packed into lines. */
export type LiveStart = Omit<LiveSnapshot, 'samples'> & { lines: Record<string, PackedLine> }

/** Everything live, by session; those that ended meanwhile stay, told by `live`, until they are let go. */
export type LiveState = {
  sessions: ReadonlyMap<string, SessionView>
  lines: ReadonlyMap<string, readonly LivePoint[]>
}

export function liveStateOf({ sessions, lines }: Pick<LiveStart, 'sessions' | 'lines'>): LiveState {
  return {
    sessions: new Map(sessions.map((session) => [session.id, session])),
    lines: new Map(
      sessions.map((session) => [session.id, knownLine(session, unpackLine(lines[session.id] ?? []))]),
    ),
  }
}

/** A sample is taken when counts change: without one in the window, they have been the same all along. */
function knownLine(session: SessionView, line: LivePoint[]): readonly LivePoint[] {
  if (line.length > 0) return line
  return [{ at: Date.parse(session.liveSince ?? session.evidenceAt), connections: session.connections }]
}

/** The state after these changes; each carries its whole row, so the last one of a session is the truth. */
export function applyToLive(state: LiveState, messages: readonly FeedMessage[]): LiveState {
  const sessions = new Map(state.sessions)
  const lines = new Map(state.lines)
  for (const { at, change } of messages) {
    if (change.kind !== 'session') continue
    const { session } = change
    if (!session.live && !sessions.has(session.id)) continue
    sessions.set(session.id, session)
    const point = { at: Date.parse(session.evidenceAt), connections: session.connections }
    lines.set(session.id, extendLine(lines.get(session.id) ?? [], point, Date.parse(at) - SPARKLINE_MS))
  }
  return { sessions, lines }
}

/** Lets go of sessions that ended: nobody looks at them any more. */
export function withoutEnded(state: LiveState): LiveState {
  const ended = [...state.sessions.values()].filter(({ live }) => !live)
  if (ended.length === 0) return state
  const sessions = new Map(state.sessions)
  const lines = new Map(state.lines)
  for (const { id } of ended) {
    sessions.delete(id)
    lines.delete(id)
  }
  return { sessions, lines }
}
