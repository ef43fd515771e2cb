import 'server-only'
import { type Actor, whereMay } from '#lib/access/actor.ts'
import { feedHead } from '#lib/live/feed-head.ts'
import { archiveViews, connectionViews, eventViews, streamViews } from '#lib/live/views.ts'
import { actionViews } from '#lib/moderation/views.ts'
import { type Database, database, type Tx } from '#lib/system/database.ts'
import { idSchema } from '#lib/system/ids.ts'
import type { AlarmView, ArchiveList, ArchivePage, ViewingView } from './model.ts'

const PAGE = 50

/** Recordings this actor may see, or those that were deleted, newest first. A cursor that is no id of theirs starts from the top. */
export async function listArchives(
  actor: Actor,
  { cursor, deleted = false }: { cursor?: string | undefined; deleted?: boolean },
  db: Database = database(),
): Promise<ArchiveList> {
  const visible = whereMay(actor, 'archive.view')
  return db.$transaction(async (tx) => {
    const { position } = await feedHead(tx)
    const from = idSchema.safeParse(cursor).data
    const rows = await tx.archive.findMany({
      where: { ...visible, custody: deleted ? { is: { step: 'deleted' } } : { isNot: { step: 'deleted' } } },
      select: { id: true },
      orderBy: [{ startedAt: { sort: 'desc', nulls: 'first' } }, { id: 'desc' }],
      take: PAGE + 1,
      ...(from && (await tx.archive.count({ where: { ...visible, id: from } })) > 0
        ? { cursor: { id: from }, skip: 1 }
        : {}),
    })
    const shown = rows.slice(0, PAGE).map((row) => row.id)
    const next = rows.length > PAGE ? (shown.at(-1) ?? null) : null
    return { position, archives: inOrder(shown, await archiveViews(tx, shown)), next }
  })
}

/** One recording; null when there is none that this actor may see. */
export async function archivePage(actor: Actor, id: string): Promise<ArchivePage | null> {
  if (!idSchema.safeParse(id).success) return null
  return database().$transaction(async (tx) => {
    const { position } = await feedHead(tx)
    const row = await tx.archive.findFirst({
      where: { id, ...whereMay(actor, 'archive.view') },
      select: { id: true, sessionId: true, startedAt: true, stoppedAt: true },
    })
    const [archive] = row ? await archiveViews(tx, [row.id]) : []
    if (!row || !archive) return null
    const from = row.startedAt ?? new Date(0)
    const to = row.stoppedAt ?? new Date()
    const events = await eventsBetween(tx, row.sessionId, from, to)
    const actions = await actionsBetween(tx, row.sessionId, from, to)
    const subjects = [...events, ...actions.flatMap((action) => action.targets)]
    const idsOf = (key: 'connectionId' | 'streamId') => [
      ...new Set(subjects.flatMap((subject) => subject[key] ?? [])),
    ]
    const streams = await streamViews(tx, idsOf('streamId'))
    const owners = streams.flatMap((stream) => stream.connectionId ?? [])
    return {
      position,
      archive,
      events,
      actions,
      streams,
      connections: await connectionViews(tx, [...new Set([...idsOf('connectionId'), ...owners])]),
      viewings: await viewingsOf(tx, id),
      alarms: await alarmsOf(tx, id),
    }
  })
}

async function eventsBetween(tx: Tx, sessionId: string, from: Date, to: Date) {
  const rows = await tx.platformEvent.findMany({
    where: { sessionId, platformAt: { gte: from, lte: to } },
    select: { id: true },
    orderBy: [{ platformAt: 'desc' }, { id: 'desc' }],
    take: 1_000,
  })
  return eventViews(
    tx,
    rows.map((row) => row.id),
  )
}

async function actionsBetween(tx: Tx, sessionId: string, from: Date, to: Date) {
  const rows = await tx.action.findMany({
    where: { sessionId, askedAt: { gte: from, lte: to } },
    select: { id: true },
    orderBy: { askedAt: 'desc' },
    take: 500,
  })
  return actionViews(
    tx,
    rows.map((row) => row.id),
  )
}

async function viewingsOf(tx: Tx, archiveId: string): Promise<ViewingView[]> {
  const rows = await tx.viewing.findMany({
    where: { archiveId },
    select: { at: true, account: { select: { name: true } } },
    orderBy: { at: 'desc' },
    take: 100,
  })
  return rows.map(({ at, account }) => ({ name: account.name, at: at.toISOString() }))
}

async function alarmsOf(tx: Tx, archiveId: string): Promise<AlarmView[]> {
  const rows = await tx.$queryRaw<(Omit<AlarmView, 'at' | 'over'> & { at: Date; over: Date | null })[]>`
    SELECT "id", "kind"::text AS "kind", "at", "resolvedAt" AS "over", "details"->>'why' AS "why", "details"->>'said' AS "said"
    FROM "Alert" WHERE "archiveId" = ${archiveId}::uuid
      AND "kind" IN ('archiveNotStarted', 'archiveStoppedAlone', 'archiveSilent', 'archiveObjection')
    ORDER BY "at" DESC LIMIT 20`
  return rows.map((row) => ({ ...row, at: row.at.toISOString(), over: row.over?.toISOString() ?? null }))
}

function inOrder<Row extends { id: string }>(ids: readonly string[], rows: readonly Row[]): Row[] {
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}
