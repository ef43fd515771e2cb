import type {
  ArchiveView,
  ConnectionView,
  CountPoint,
  FeedMessage,
  SessionSnapshot,
  SessionView,
  StreamView,
  TimelineEvent,
} from '#lib/live/model.ts'
import type { ActionView } from '#lib/moderation/model.ts'
import { addSample } from './add-sample.ts'

const CHART_MS = 12 * 3_600_000

/** Everything a session's page shows. Events, actions and archives newest first. */
export type SessionState = {
  session: SessionView
  connections: ReadonlyMap<string, ConnectionView>
  streams: ReadonlyMap<string, StreamView>
  events: readonly TimelineEvent[]
  actions: readonly ActionView[]
  archives: readonly ArchiveView[]
  samples: readonly CountPoint[]
}

export function sessionStateOf(snapshot: SessionSnapshot): SessionState {
  const { session, connections, streams, events, actions, archives, samples } = snapshot
  return {
    session,
    connections: new Map(connections.map((connection) => [connection.id, connection])),
    streams: new Map(streams.map((stream) => [stream.id, stream])),
    events: events.toSorted(newest((event) => event.at)),
    actions: actions.toSorted(newest((action) => action.askedAt)),
    archives,
    samples,
  }
}

/** The state after these changes, of which those of other sessions are none of its business. */
export function applyToSession(state: SessionState, messages: readonly FeedMessage[]): SessionState {
  return messages.reduce(
    (before, message) => (message.sessionId === state.session.id ? applyOne(before, message) : before),
    state,
  )
}

function applyOne(state: SessionState, { change, at }: FeedMessage): SessionState {
  switch (change.kind) {
    case 'session': {
      const samples = addSample(state.samples, change.session, Date.parse(at) - CHART_MS)
      return { ...state, session: change.session, samples }
    }
    case 'connection':
      return {
        ...state,
        connections: new Map(state.connections).set(change.connection.id, change.connection),
      }
    case 'stream':
      return { ...state, streams: new Map(state.streams).set(change.stream.id, change.stream) }
    case 'event':
      return { ...state, events: put(state.events, change.event, (event) => event.at) }
    case 'action':
      return { ...state, actions: put(state.actions, change.action, (action) => action.askedAt) }
    case 'archive':
      return { ...state, archives: put(state.archives, change.archive, (archive) => archive.startedAt ?? at) }
    case 'request':
    case 'alert':
      return state // a hint: the page asks for what it says
  }
}

/** Puts a row in its place, in the stead of its older self. */
function put<Row extends { id: string }>(
  rows: readonly Row[],
  row: Row,
  timeOf: (row: Row) => string,
): readonly Row[] {
  const index = rows.findIndex(({ id }) => id === row.id)
  if (index >= 0) return rows.with(index, row)
  return [row, ...rows].toSorted(newest(timeOf))
}

function newest<Row>(timeOf: (row: Row) => string): (one: Row, other: Row) => number {
  return (one, other) => (timeOf(one) < timeOf(other) ? 1 : timeOf(one) > timeOf(other) ? -1 : 0)
}
