import 'server-only'
import { Prisma } from '#generated/prisma/client.ts'
import { type Actor, may, whereMay } from '#lib/access/actor.ts'
import { actionsOfSession } from '#lib/moderation/views.ts'
import { type Database, database, type Tx } from '#lib/system/database.ts'
import { idSchema } from '#lib/system/ids.ts'
import { feedHead } from './feed-head.ts'
import type { CountPoint, LiveSnapshot, ProjectView, SessionSnapshot } from './model.ts'
import { archiveViews, connectionViews, eventViews, sessionViews, streamViews } from './views.ts'

/** How far back the counts of the Live page reach, and how much of a session its page is given. */
const SPARKLINE_MINUTES = 15
const CHART_HOURS = 12
const ENDED_SHOWN = 300
const EVENTS_SHOWN = 500
const PAUSED =
  'Paused by an admin. What is shown is by callbacks alone, and nothing can be asked of the platform.'

/** Everything live that the actor may see, with the feed position at which all of it was true. */
export function liveSnapshot(actor: Actor, db: Database = database()): Promise<LiveSnapshot> {
  return atOneMoment(db, async (tx) => {
    const seen = whereMay(actor, 'session.view')
    const head = await feedHead(tx)
    const ids = await tx.videoSession.findMany({ where: { live: true, ...seen }, select: { id: true } })
    const sessions = await sessionViews(tx, ids.map(idOf))
    const samples = await samplesSince(tx, ids.map(idOf), SPARKLINE_MINUTES * 60)
    return { ...head, sessions, samples, projects: await projectViews(tx, projectsOf(actor)) }
  })
}

/** One session's page, or null when there is no such session for this actor. */
export function sessionSnapshot(
  actor: Actor,
  sessionId: string,
  db: Database = database(),
): Promise<SessionSnapshot | null> {
  if (!idSchema.safeParse(sessionId).success) return Promise.resolve(null)
  return atOneMoment(db, async (tx) => {
    const head = await feedHead(tx)
    const [session] = await sessionViews(tx, [sessionId])
    if (!session || !may(actor, 'session.view', session.projectId)) return null
    const samples = await samplesSince(tx, [sessionId], CHART_HOURS * 3600)
    return {
      ...head,
      session,
      project: (await projectViews(tx, { id: session.projectId }))[0] ?? null,
      connections: await connectionViews(tx, await shownConnections(tx, sessionId)),
      streams: await streamViews(tx, await shownStreams(tx, sessionId)),
      events: await eventViews(tx, await newestEvents(tx, sessionId)),
      actions: await actionsOfSession(tx, sessionId),
      archives: await archiveViews(tx, await archivesOf(tx, sessionId)),
      samples: samples[sessionId] ?? [],
    }
  })
}

/** One transaction that sees one state of the database throughout. */
function atOneMoment<T>(db: Database, read: (tx: Tx) => Promise<T>): Promise<T> {
  return db.$transaction(read, {
    isolationLevel: Prisma.TransactionIsolationLevel.RepeatableRead,
    timeout: 10_000,
  })
}

async function samplesSince(tx: Tx, ids: string[], seconds: number): Promise<Record<string, CountPoint[]>> {
  if (ids.length === 0) return {}
  const rows = await tx.$queryRaw<(Omit<CountPoint, 'at'> & { sessionId: string; at: Date })[]>`
    SELECT "sessionId", "at", "connections", "publishers", "subscribers" FROM "CountSample"
    WHERE "sessionId" = ANY(${ids}::uuid[]) AND "at" > now() - make_interval(secs => ${seconds})
    ORDER BY "sessionId", "at"`
  const samples: Record<string, CountPoint[]> = Object.fromEntries(ids.map((id) => [id, []]))
  for (const { sessionId, at, ...counts } of rows)
    samples[sessionId]?.push({ at: at.toISOString(), ...counts })
  return samples
}

function projectsOf(actor: Actor): Prisma.ProjectWhereInput {
  const { projectId } = whereMay(actor, 'session.view')
  return projectId ? { id: projectId } : {}
}

async function projectViews(tx: Tx, which: Prisma.ProjectWhereInput): Promise<ProjectView[]> {
  const rows = await tx.project.findMany({
    where: { removedAt: null, ...which },
    select: { id: true, name: true, reconciledAt: true, trouble: true, pausedAt: true },
    orderBy: { name: 'asc' },
  })
  return rows.map(({ pausedAt, ...row }) => ({
    ...row,
    reconciledAt: row.reconciledAt?.toISOString() ?? null,
    trouble: pausedAt ? PAUSED : row.trouble,
  }))
}

/** All that are there, and those who left last. */
async function shownConnections(tx: Tx, sessionId: string): Promise<string[]> {
  const present = await tx.connection.findMany({ where: { sessionId, live: true }, select: { id: true } })
  const left = await tx.connection.findMany({
    where: { sessionId, live: false },
    select: { id: true },
    orderBy: [{ endedAt: { sort: 'desc', nulls: 'last' } }, { id: 'desc' }],
    take: ENDED_SHOWN,
  })
  return [...present, ...left].map(idOf)
}

async function shownStreams(tx: Tx, sessionId: string): Promise<string[]> {
  const present = await tx.stream.findMany({ where: { sessionId, live: true }, select: { id: true } })
  const ended = await tx.stream.findMany({
    where: { sessionId, live: false },
    select: { id: true },
    orderBy: [{ endedAt: { sort: 'desc', nulls: 'last' } }, { id: 'desc' }],
    take: ENDED_SHOWN,
  })
  return [...present, ...ended].map(idOf)
}

async function newestEvents(tx: Tx, sessionId: string): Promise<bigint[]> {
  const rows = await tx.platformEvent.findMany({
    where: { sessionId },
    select: { id: true },
    orderBy: [{ platformAt: 'desc' }, { id: 'desc' }],
    take: EVENTS_SHOWN,
  })
  return rows.map((row) => row.id)
}

async function archivesOf(tx: Tx, sessionId: string): Promise<string[]> {
  const rows = await tx.archive.findMany({ where: { sessionId }, select: { id: true }, take: 200 })
  return rows.map(idOf)
}

const idOf = (row: { id: string }): string => row.id
