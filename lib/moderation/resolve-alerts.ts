import 'server-only'
import { type AlertPlace, announceAlerts } from '#lib/live/raise-alerts.ts'
import type { Database, Tx } from '#lib/system/database.ts'

/**
 * Ends the alarms about actions that were not confirmed once there is nothing left to look for: it was confirmed after
 * all, whoever or whatever it was about is no longer there, or the session is over.
 */
export async function resolveAlerts(db: Database): Promise<number> {
  return db.$transaction(async (tx) => {
    const over = await endAlarms(tx)
    await announceAlerts(tx, over)
    return over.length
  })
}

/** The target's id is in the cause; an alarm that another server is ending is left to it. */
async function endAlarms(tx: Tx): Promise<AlertPlace[]> {
  return tx.$queryRaw<AlertPlace[]>`
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
