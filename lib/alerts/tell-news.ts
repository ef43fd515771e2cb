import 'server-only'
import type { Database, Tx } from '#lib/system/database.ts'
import { queueDeliveries } from '#lib/webhooks/queue-deliveries.ts'
import type { AlertEvent, AlertKind, AlertLevel } from './model.ts'
import { IS_TOLD } from './who-is-told.ts'

const AT_ONCE = 100

export type News = {
  alertId: string
  sequence: number
  event: AlertEvent
  level: AlertLevel
  at: Date
  kind: AlertKind
  projectId: string
  sessionId: string | null
  sessionPlatformId: string | null
  archiveId: string | null
  archivePlatformId: string | null
}

/**
 * Makes of what happened to alerts what is to go out: deliveries to programs, and for people their next letter. The news goes
 * in the same transaction, so that each is told once, whichever server takes it and wherever one dies.
 */
export async function tellNews(db: Database): Promise<number> {
  return db.$transaction(async (tx) => {
    const news = await takeNews(tx)
    await queueDeliveries(tx, news)
    await noteForLetters(
      tx,
      news.filter(({ event }) => event === 'raised' || event === 'escalated').map(({ alertId }) => alertId),
    )
    return news.length
  })
}

function takeNews(tx: Tx): Promise<News[]> {
  return tx.$queryRaw<News[]>`
    WITH taken AS (
      DELETE FROM "AlertNews" n USING (
        SELECT "alertId", "sequence" FROM "AlertNews" ORDER BY "at", "alertId", "sequence"
        LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED) d
      WHERE n."alertId" = d."alertId" AND n."sequence" = d."sequence"
      RETURNING n.*)
    SELECT n."alertId", n."sequence", n."event"::text AS "event", n."level"::text AS "level", n."at",
      l."kind"::text AS "kind", l."projectId", l."sessionId", s."platformId" AS "sessionPlatformId",
      l."archiveId", r."platformId" AS "archivePlatformId"
    FROM taken n JOIN "Alert" l ON l."id" = n."alertId"
    LEFT JOIN "VideoSession" s ON s."id" = l."sessionId"
    LEFT JOIN "Archive" r ON r."id" = l."archiveId"
    ORDER BY n."at", n."sequence"`
}

async function noteForLetters(tx: Tx, alertIds: readonly string[]): Promise<void> {
  if (alertIds.length === 0) return
  await tx.$executeRaw`
    INSERT INTO "AlertLetter" ("accountId", "alertId")
    SELECT a."id", l."id" FROM "Alert" l CROSS JOIN "Account" a
    WHERE l."id" = ANY(${alertIds}::uuid[]) AND a."alertMail" <> 'none' AND ${IS_TOLD}
    ON CONFLICT DO NOTHING`
}
