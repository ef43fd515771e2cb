import type { AlertKind, ConnectionView, StreamView } from '#lib/live/model.ts'

/** Somebody in the session with what they publish. */
export type Person = {
  id: string
  platformId: string
  /** Hostile text; null when nothing is known of them. */
  name: string | null
  kind: 'publisher' | 'subscriber' | 'watcher'
  role: ConnectionView['role']
  since: string | null
  left: { at: string; reason: string | null } | null
  flags: readonly AlertKind[]
  /** What they publish now. */
  streams: readonly StreamView[]
  /** All they ever published here: an action stays theirs when its stream has ended. */
  everPublished: ReadonlySet<string>
}

export type PeopleGroups = { publishers: Person[]; subscribers: Person[]; watchers: Person[]; left: Person[] }
export type PeopleOrder = 'longest' | 'newest' | 'name'

/** How long somebody who left stays in sight: long enough to see whom one was about to act on. */
const LEFT_STAYS = 60_000

/** Everyone who is there, by what they do; who needs attention first, then in the order asked for. */
export function groupPeople(
  connections: Iterable<ConnectionView>,
  streams: Iterable<StreamView>,
  { now, order = 'longest', filter = '' }: { now: number; order?: PeopleOrder; filter?: string },
): PeopleGroups {
  const published = streamsByConnection(streams)
  const people = [...connections]
    .map((connection) => personOf(connection, published.get(connection.id) ?? []))
    .filter((person) => matches(person, filter))
    .sort(comparator(order))
  const here = people.filter((person) => person.left === null)
  return {
    publishers: here.filter(({ kind }) => kind === 'publisher'),
    subscribers: here.filter(({ kind }) => kind === 'subscriber'),
    watchers: here.filter(({ kind }) => kind === 'watcher'),
    left: people.filter((person) => person.kind !== 'watcher' && leftLately(person, now)),
  }
}

/** One of them as the record knows them, also when they left long ago or a filter hides them. */
export function findPerson(
  id: string,
  connections: ReadonlyMap<string, ConnectionView>,
  streams: Iterable<StreamView>,
): Person | null {
  const connection = connections.get(id)
  if (!connection) return null
  return personOf(
    connection,
    [...streams].filter(({ connectionId }) => connectionId === id),
  )
}

function streamsByConnection(streams: Iterable<StreamView>): Map<string, StreamView[]> {
  const byConnection = new Map<string, StreamView[]>()
  for (const stream of streams) {
    if (stream.connectionId === null) continue
    const list = byConnection.get(stream.connectionId)
    if (list) list.push(stream)
    else byConnection.set(stream.connectionId, [stream])
  }
  return byConnection
}

function personOf(connection: ConnectionView, published: StreamView[]): Person {
  const streams = published.filter((stream) => stream.ended === null)
  const { id, platformId, role, since, ended, flags } = connection
  const kind = connection.kind === 'watcher' ? 'watcher' : streams.length > 0 ? 'publisher' : 'subscriber'
  const name = connection.name ?? published.find((stream) => stream.name?.trim())?.name ?? null
  const everPublished = new Set(published.map((stream) => stream.id))
  return { id, platformId, name, kind, role, since, left: ended, flags, streams, everPublished }
}

function leftLately({ left }: Person, now: number): boolean {
  return left !== null && now - Date.parse(left.at) < LEFT_STAYS
}

function matches({ name, platformId }: Person, filter: string): boolean {
  const sought = filter.trim().toLocaleLowerCase()
  return sought === '' || (name ?? '').toLocaleLowerCase().includes(sought) || platformId.includes(sought)
}

function comparator(order: PeopleOrder): (a: Person, b: Person) => number {
  const since = (person: Person) => person.since ?? ''
  const byTime = (a: Person, b: Person) => (since(a) < since(b) ? -1 : since(a) > since(b) ? 1 : 0)
  const chosen: Record<PeopleOrder, (a: Person, b: Person) => number> = {
    longest: byTime,
    newest: (a, b) => byTime(b, a),
    name: (a, b) => (a.name ?? '\uffff').localeCompare(b.name ?? '\uffff') || byTime(a, b),
  }
  return (a, b) => flagged(b) - flagged(a) || chosen[order](a, b) || (a.id < b.id ? -1 : 1)
}

const flagged = ({ flags }: Person): number => (flags.length > 0 ? 1 : 0)
