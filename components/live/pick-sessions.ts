import type { SessionView } from '#lib/live/model.ts'
import type { LiveQuery, Sort, SortKey } from './live-query.ts'

/** The sessions a query asks for, in its order. Ended ones are not live, whatever the query. */
export function pickSessions(sessions: Iterable<SessionView>, query: LiveQuery): SessionView[] {
  const words = query.text.toLowerCase().split(/\s+/).filter(Boolean)
  return [...sessions]
    .filter(
      (session) =>
        session.live &&
        (!query.project || session.projectId === query.project) &&
        (!query.recording || isRecorded(session)) &&
        (!query.unwatched || session.watching.length === 0) &&
        words.every((word) => searchable(session).includes(word)),
    )
    .toSorted(inOrder(query.sort))
}

/** Whether it is being recorded, or is about to be. */
export function isRecorded({ archive }: SessionView): boolean {
  return archive?.state === 'starting' || archive?.state === 'recording' || archive?.state === 'paused'
}

function searchable({ name, platformId, projectName, watching }: SessionView): string {
  return [name ?? '', platformId, projectName, ...watching.map((watcher) => watcher.name)]
    .join('\n')
    .toLowerCase()
}

type Comparable = string | number

const VALUE: Record<SortKey, (session: SessionView) => Comparable> = {
  attention: ({ openAlerts, watching }) =>
    openAlerts.length * 2 + (openAlerts.length > 0 && !watching.length ? 1 : 0),
  name: ({ name, platformId }) => (name ?? platformId).toLowerCase(),
  project: ({ projectName }) => projectName.toLowerCase(),
  mode: ({ mode }) => mode ?? '',
  duration: ({ liveSince }) => (liveSince ? -Date.parse(liveSince) : Number.NEGATIVE_INFINITY),
  connections: ({ connections }) => connections,
  publishers: ({ publishers }) => publishers,
  subscribers: ({ subscribers }) => subscribers,
  archive: ({ archive }) => (archive?.startedAt ? -Date.parse(archive.startedAt) : Number.NEGATIVE_INFINITY),
  watching: ({ watching }) => watching.length,
}

/** Equal ones by name, then by id: an order that does not change by itself. */
function inOrder({ key, descending }: Sort): (one: SessionView, other: SessionView) => number {
  const sign = descending ? -1 : 1
  return (one, other) =>
    sign * compare(VALUE[key](one), VALUE[key](other)) ||
    compare(VALUE.name(one), VALUE.name(other)) ||
    compare(one.id, other.id)
}

const compare = (one: Comparable, other: Comparable): number => (one < other ? -1 : one > other ? 1 : 0)
