import 'server-only'
import { settleActions } from '#lib/moderation/settle-actions.ts'
import type { PlatformClient, PlatformFailure } from '#lib/platform/model.ts'
import type { Database, Tx } from '#lib/system/database.ts'
import { ok, type Result } from '#lib/system/result.ts'
import { announceTouched } from '../announce-touched.ts'
import { project, type Touched } from '../project/project.ts'
import { placeSessions } from '../project/sessions.ts'
import { askPlatform, type PlatformView } from './ask-platform.ts'
import { compare } from './compare.ts'
import type { DueSession } from './due-sessions.ts'
import { verifyEvents } from './verify-events.ts'

const RUNNING = ['starting', 'recording', 'paused', 'stopping'] as const

/** Compares one session with what the platform says of it; differences are merged like events, and announced. */
export async function reconcileSession(
  db: Database,
  client: PlatformClient,
  session: DueSession,
): Promise<Result<null, PlatformFailure>> {
  const archives = await doubtfulArchives(db, session.id)
  const theirs = await askPlatform(client, { ...session, archives })
  if (!theirs.ok) return theirs
  await db.$transaction((tx) => merge(tx, session, theirs.value), { maxWait: 5_000, timeout: 10_000 })
  return ok(null)
}

async function merge(tx: Tx, session: DueSession, theirs: PlatformView): Promise<void> {
  await placeSessions(tx, [{ ...session, at: session.firstSeenAt }])
  const ours = await presentRows(tx, session.id)
  const touched = await project(tx, compare(session, ours, theirs))
  const { mode, encrypted } = theirs
  if (mode) await tx.videoSession.update({ where: { id: session.id }, data: { mode, encrypted } })
  const verified = await verifyEvents(tx, session.id)
  const recordings = touched.archives.map((archiveId) => settlingArchive(session, archiveId))
  const settled = await settleActions(tx, [...verified.settling, ...recordings])
  await announceTouched(tx, { ...news(touched, ours), events: verified.ids }, settled)
}

type Row = { id: string; platformId: string; createdAt: Date | null; seenAt: Date | null }
type Rows = { connections: Row[]; streams: Row[] }

/** To be seen again is no news to anybody; to come, to go, or to be heard of for the first time is. */
function news(touched: Touched, ours: Rows): Touched {
  const known = new Set([...ours.connections, ...ours.streams].map((row) => row.id))
  const isNews = (id: string) => touched.moved.has(id) || !known.has(id)
  return {
    ...touched,
    connections: touched.connections.filter(isNews),
    streams: touched.streams.filter(isNews),
  }
}

async function presentRows(tx: Tx, sessionId: string): Promise<Rows> {
  const query = {
    where: { sessionId, live: true },
    select: { id: true, platformId: true, createdAt: true, seenAt: true },
  } as const
  return { connections: await tx.connection.findMany(query), streams: await tx.stream.findMany(query) }
}

/** Recordings whose end may have been missed, and those that only an unsigned callback has told of. */
async function doubtfulArchives(db: Database, sessionId: string): Promise<string[]> {
  const [running, told] = await Promise.all([
    db.archive.findMany({
      where: { sessionId, state: { in: [...RUNNING] } },
      select: { platformId: true },
      take: 10,
    }),
    db.platformEvent.findMany({
      where: { sessionId, verified: false, kind: { startsWith: 'archive' }, subject: { not: null } },
      select: { subject: true },
      take: 10,
    }),
  ])
  return [...new Set([...running.map((row) => row.platformId), ...told.flatMap((row) => row.subject ?? [])])]
}

function settlingArchive({ id: sessionId, projectId, asked: at }: DueSession, archiveId: string) {
  return {
    projectId,
    sessionId,
    kind: 'archive',
    reason: null,
    connectionId: null,
    streamId: null,
    archiveId,
    at,
  }
}
