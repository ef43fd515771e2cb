import 'server-only'
import { announceAlerts } from '#lib/live/raise-alerts.ts'
import type { Database } from '#lib/system/database.ts'

type Over = { id: string; projectId: string; sessionId: string | null; connectionId: string | null }

/**
 * Ends alarms about running recordings whose cause is gone. Silence ends when the platform confirms the recording again,
 * somebody publishes again, or it is over, which is told otherwise. That one did not begin or stopped alone is made good only
 * by another that runs in the same session: when the session ends without, what was not recorded stays missing, and the
 * alarm stays until somebody has seen it. An objection ends when it is taken back or its person is no longer there.
 */
export async function resolveRecordingAlerts(db: Database): Promise<number> {
  return db.$transaction(async (tx) => {
    const over = await tx.$queryRaw<Over[]>`
      UPDATE "Alert" SET "resolvedAt" = clock_timestamp()
      WHERE "id" IN (
        SELECT l."id" FROM "Alert" l LEFT JOIN "Archive" r ON r."id" = l."archiveId"
        WHERE l."resolvedAt" IS NULL AND (
          (l."kind" = 'archiveSilent' AND NOT EXISTS (
            SELECT 1 FROM "RecordingWatch" w WHERE w."archiveId" = l."archiveId" AND w."overAt" IS NULL
              AND CASE WHEN l."details"->>'why' = 'unconfirmed' THEN w."failure" IS NOT NULL
                       ELSE w."quietSince" IS NOT NULL END))
          OR (l."kind" IN ('archiveNotStarted', 'archiveStoppedAlone') AND EXISTS (
            SELECT 1 FROM "Archive" o WHERE o."sessionId" = COALESCE(l."sessionId", r."sessionId")
              AND o."state" IN ('recording', 'paused')))
          OR (l."kind" = 'archiveObjection' AND NOT EXISTS (
            SELECT 1 FROM "Objection" b WHERE b."id"::text = l."details"->>'objection' AND b."withdrawnAt" IS NULL
              AND EXISTS (SELECT 1 FROM "Connection" c JOIN "Grant" g ON g."id" = c."grantId"
                          WHERE c."sessionId" = b."sessionId" AND c."live" AND g."personId" = b."personId"))))
        ORDER BY l."id" LIMIT 50 FOR NO KEY UPDATE OF l SKIP LOCKED)
      RETURNING "id", "projectId", "sessionId", "connectionId"`
    if (over.length > 0) await announceAlerts(tx, over)
    return over.length
  })
}
