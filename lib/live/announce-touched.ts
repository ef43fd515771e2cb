import 'server-only'
import type { Tx } from '#lib/system/database.ts'
import { type Announcement, announce, lockFeed } from './announce.ts'
import type { Change } from './model.ts'
import type { Touched } from './project/project.ts'
import { alertHints } from './raise-alerts.ts'
import { archiveViews, connectionViews, eventViews, sessionViews, streamViews } from './views.ts'

/**
 * Announces every row that a batch touched, each once, and what it settled. Read under the feed's lock: what another
 * server committed before is in the rows, so the last entry about a row is always the newest.
 */
export async function announceTouched(
  tx: Tx,
  touched: Omit<Touched, 'placed' | 'moved'> & { events: readonly bigint[] },
  settled: readonly Announcement[],
): Promise<void> {
  await lockFeed(tx)
  const sessions = await sessionViews(tx, touched.sessions)
  const projects = new Map(sessions.map((session) => [session.id, session.projectId]))
  const changes: Change[] = [
    ...(await eventViews(tx, touched.events)).map((event) => ({ kind: 'event' as const, event })),
    ...(await connectionViews(tx, touched.connections)).map((connection) => ({
      kind: 'connection' as const,
      connection,
    })),
    ...(await streamViews(tx, touched.streams)).map((stream) => ({ kind: 'stream' as const, stream })),
    ...(await archiveViews(tx, touched.archives)).map((archive) => ({ kind: 'archive' as const, archive })),
    ...sessions.map((session) => ({ kind: 'session' as const, session })),
  ]
  const placed = changes.flatMap((change): Announcement[] => {
    const sessionId = sessionOf(change)
    const projectId = sessionId && projects.get(sessionId)
    return projectId ? [{ projectId, sessionId, change }] : []
  })
  // A session's row was read before its alert was raised, or is among the touched: once is enough, and that the newest.
  const others = settled.filter(({ change }) => change.kind !== 'session' || !projects.has(change.session.id))
  await announce(tx, [...others, ...placed, ...alertHints(touched.alerts)])
}

function sessionOf(change: Change): string | null {
  switch (change.kind) {
    case 'session':
      return change.session.id
    case 'connection':
      return change.connection.sessionId
    case 'stream':
      return change.stream.sessionId
    case 'event':
      return change.event.sessionId
    case 'archive':
      return change.archive.sessionId
    case 'action':
      return change.action.sessionId
    case 'request':
      return change.request.sessionId
    case 'alert':
      return null
  }
}
