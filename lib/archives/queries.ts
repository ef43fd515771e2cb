import 'server-only'
import { type Actor, whereMay } from '#lib/access/actor.ts'
import { feedHead } from '#lib/live/feed-head.ts'
import { archiveViews, connectionViews, eventViews, streamViews } from '#lib/live/views.ts'
import { actionViews } from '#lib/moderation/views.ts'
import { type Database, database, type Tx } from '#lib/system/database.ts'
import { idSchema } from '#lib/system/ids.ts'
import type { AlarmView, ArchivePage } from './model.ts'

/** One recording; null when there is none that this actor may see. */
export async function archivePage(
  actor: Actor,
  id: string,
  db: Database = database(),
): Promise<ArchivePage | null> {
  if (!idSchema.safeParse(id).success) return null
  return db.$transaction(async (tx) => {
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

async function alarmsOf(tx: Tx, archiveId: string): Promise<AlarmView[]> {
  const rows = await tx.$queryRaw<(Omit<AlarmView, 'at' | 'over'> & { at: Date; over: Date | null })[]>`
    SELECT "id", "kind"::text AS "kind", "at", "resolvedAt" AS "over", "details"->>'why' AS "why", "details"->>'said' AS "said"
    FROM "Alert" WHERE "archiveId" = ${archiveId}::uuid
      AND "kind" IN ('archiveNotStarted', 'archiveStoppedAlone', 'archiveSilent', 'archiveObjection')
    ORDER BY "at" DESC LIMIT 20`
  return rows.map((row) => ({ ...row, at: row.at.toISOString(), over: row.over?.toISOString() ?? null }))
}
