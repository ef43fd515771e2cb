import 'server-only'
import { announce } from '#lib/live/announce.ts'
import { type AlertPlace, alertAnnouncements } from '#lib/live/raise-alerts.ts'
import { connectionViews } from '#lib/live/views.ts'
import type { Database, Tx } from '#lib/system/database.ts'

type Over = AlertPlace & { sessionId: string; connectionId: string | null }

/**
 * Ends the alarms about actions that were not confirmed once there is nothing left to look for: it was confirmed after
 * all, whoever or whatever it was about is no longer there, or the session is over.
 */
export async function resolveAlerts(db: Database): Promise<number> {
  return db.$transaction(async (tx) => {
    const over = await endAlarms(tx)
    if (over.length > 0) await announceOver(tx, over)
    return over.length
  })
}

/** The target's id is in the cause; an alarm that another server is ending is left to it. */
async function endAlarms(tx: Tx): Promise<Over[]> {
  return tx.$queryRaw<Over[]>`
    WITH "open" AS MATERIALIZED (
      SELECT "id", "sessionId", split_part("cause", ':', 2)::uuid AS "targetId"
      FROM "Alert" WHERE "kind" = 'actionUnconfirmed' AND "resolvedAt" IS NULL
      ORDER BY "id" FOR NO KEY UPDATE SKIP LOCKED)
    UPDATE "Alert" l SET "resolvedAt" = clock_timestamp()
    FROM "open" o
    JOIN "VideoSession" v ON v."id" = o."sessionId"
    JOIN "ActionTarget" t ON t."id" = o."targetId"
    LEFT JOIN "Connection" c ON c."id" = t."connectionId"
    LEFT JOIN "Stream" s ON s."id" = t."streamId"
    WHERE l."id" = o."id"
      AND (t."state" = 'confirmed' OR NOT v."live" OR NOT COALESCE(c."live", s."live", TRUE))
    RETURNING l."id", l."projectId", l."sessionId", l."connectionId"`
}

async function announceOver(tx: Tx, over: readonly Over[]): Promise<void> {
  const projects = new Map(over.map(({ sessionId, projectId }) => [sessionId, projectId]))
  const people = await connectionViews(tx, [...new Set(over.flatMap((one) => one.connectionId ?? []))])
  await announce(tx, [
    ...(await alertAnnouncements(tx, over)),
    ...people.flatMap((connection) => {
      const projectId = projects.get(connection.sessionId)
      const { sessionId } = connection
      return projectId ? { projectId, sessionId, change: { kind: 'connection' as const, connection } } : []
    }),
  ])
}
