import 'server-only'
import { Prisma } from '#generated/prisma/client.ts'
import { type NewAlert, raiseAlerts } from '#lib/live/raise-alerts.ts'
import type { Database, Tx } from '#lib/system/database.ts'
import type { RecordingTrouble } from './model.ts'
import { resolveRecordingAlerts } from './resolve-recording-alerts.ts'

/** Unconfirmed for so long, with questions in between that brought no "it runs". Asked every 12 s, this is told within 60 s. */
export const SILENT_SECONDS = 40
/** Nobody has published for so long in a session that is being recorded. */
export const QUIET_SECONDS = 45
/** A start that brought no recording by then. An action is given up after 10 s, and a question about it may be under way. */
export const LATE_SECONDS = 20
/** A start that failed is judged for so long. */
export const STARTED_WITHIN = Prisma.sql`interval '10 minutes'`
/** What is over is judged after a moment: the end of its session may be told a little later than its own. */
export const SETTLED_SECONDS = 5

/**
 * Raises the alarm about recordings that did not begin, that stopped though nobody here asked for it, and that are silent;
 * then ends the alarms that have nothing left to say. Every second on each server, and never waits for the platform. What a
 * transaction finds is locked or has a cause of its own, so that one trouble alarms once.
 */
export async function judgeRunning(db: Database): Promise<number> {
  const raised = await db.$transaction(async (tx) => {
    await keepFacts(tx)
    const alarms = [...(await notStarted(tx)), ...(await overAlone(tx)), ...(await silent(tx))]
    return raiseAlerts(tx, alarms)
  })
  await resolveRecordingAlerts(db)
  return raised
}

/** Since when nobody publishes, and since when it is over: by the first clock that saw it. */
async function keepFacts(tx: Tx): Promise<void> {
  await tx.$executeRaw`
    UPDATE "RecordingWatch" w SET
      "quietSince" = CASE WHEN f."published" THEN NULL ELSE COALESCE(w."quietSince", clock_timestamp()) END,
      "overAt" = CASE WHEN f."runs" THEN NULL ELSE COALESCE(w."overAt", clock_timestamp()) END
    FROM (
      SELECT d."archiveId", s."publishers" > 0 AS "published",
             r."state" IN ('starting', 'recording', 'paused') AS "runs"
      FROM "RecordingWatch" d JOIN "Archive" r ON r."id" = d."archiveId"
      JOIN "VideoSession" s ON s."id" = r."sessionId"
      WHERE (s."publishers" > 0) = (d."quietSince" IS NOT NULL)
         OR (r."state" IN ('starting', 'recording', 'paused')) = (d."overAt" IS NOT NULL)
      ORDER BY d."archiveId" LIMIT 200 FOR NO KEY UPDATE OF d SKIP LOCKED) f
    WHERE w."archiveId" = f."archiveId"`
}

type Found = {
  archiveId: string | null
  projectId: string
  /** Null when it is not live. */
  sessionId: string | null
  why: RecordingTrouble
  said: string | null
  cause: string
}

const alarm = (kind: NewAlert['kind'], { why, said, cause, ...place }: Found): NewAlert => ({
  kind,
  level: 'urgent',
  ...place,
  cause: `${kind}:${cause}`,
  details: { why, said },
})

/** Starts that the platform refused or never showed. Who pressed has seen it; who agreed, or leads, has not. */
async function notStarted(tx: Tx): Promise<NewAlert[]> {
  const rows = await tx.$queryRaw<Found[]>`
    SELECT t."archiveId", a."projectId", a."sessionId",
           CASE WHEN a."state" = 'failed' THEN 'refused' ELSE 'unanswered' END AS "why",
           t."failure" AS "said", a."id"::text AS "cause"
    FROM "Action" a JOIN "ActionTarget" t ON t."actionId" = a."id"
    JOIN "VideoSession" s ON s."id" = a."sessionId" AND s."live"
    WHERE a."kind" = 'startArchive' AND a."state" IN ('failed', 'unconfirmed')
      AND a."askedAt" > now() - ${STARTED_WITHIN}
      AND ((a."state" = 'unconfirmed' AND a."askedAt" <= clock_timestamp() - make_interval(secs => ${LATE_SECONDS}))
        OR t."failure" NOT IN ('already-recording', 'relayed-session', 'nobody-connected', 'paused', 'objected'))
      AND NOT EXISTS (SELECT 1 FROM "Archive" r WHERE r."sessionId" = a."sessionId"
                      AND r."state" IN ('recording', 'paused'))
      AND NOT EXISTS (SELECT 1 FROM "Alert" l WHERE l."cause" = 'archiveNotStarted:' || a."id")
    ORDER BY a."id" LIMIT 50`
  return rows.map((row) => alarm('archiveNotStarted', row))
}

type Over = Omit<Found, 'why' | 'cause'> & {
  archiveId: string
  failed: boolean
  empty: boolean
  explained: boolean
  live: boolean
}

/** What is over, once it has settled: watched no longer, and an alarm when the session goes on and nobody here stopped it. */
async function overAlone(tx: Tx): Promise<NewAlert[]> {
  const over = await tx.$queryRaw<Over[]>`
    SELECT r."id" AS "archiveId", r."projectId", CASE WHEN s."live" THEN s."id" END AS "sessionId", r."reason" AS "said",
           r."state" = 'failed' AS "failed", COALESCE(r."duration", 0) <= 1 AS "empty", s."live",
           EXISTS (SELECT 1 FROM "ActionTarget" t JOIN "Action" a ON a."id" = t."actionId"
                   WHERE t."archiveId" = r."id" AND a."kind" = 'stopArchive' AND t."state" <> 'failed')
             OR EXISTS (SELECT 1 FROM "Archive" o WHERE o."sessionId" = r."sessionId" AND o."id" <> r."id"
                        AND o."state" IN ('starting', 'recording', 'paused')) AS "explained"
    FROM "RecordingWatch" w JOIN "Archive" r ON r."id" = w."archiveId"
    JOIN "VideoSession" s ON s."id" = r."sessionId"
    WHERE w."overAt" <= clock_timestamp() - make_interval(secs => ${SETTLED_SECONDS})
    ORDER BY w."archiveId" LIMIT 50 FOR UPDATE OF w SKIP LOCKED`
  await tx.recordingWatch.deleteMany({ where: { archiveId: { in: over.map(({ archiveId }) => archiveId) } } })
  return over.flatMap(({ failed, empty, explained, live, ...place }) => {
    if (explained || (!live && !failed)) return []
    const why = failed ? 'failed' : empty ? 'nothing-recorded' : 'stopped'
    const kind = why === 'stopped' ? 'archiveStoppedAlone' : 'archiveNotStarted'
    return [alarm(kind, { ...place, why, cause: place.archiveId })]
  })
}

/** Each silence has its own beginning, so that the next one alarms again. */
async function silent(tx: Tx): Promise<NewAlert[]> {
  const rows = await tx.$queryRaw<Found[]>`
    SELECT f."archiveId", f."projectId", f."sessionId", f."why", f."said",
           f."archiveId" || ':' || (extract(epoch FROM f."since") * 1000)::bigint AS "cause"
    FROM (
      SELECT r."id" AS "archiveId", r."projectId", CASE WHEN s."live" THEN s."id" END AS "sessionId",
             CASE WHEN u."unheard" THEN 'unconfirmed' ELSE 'nobody-publishes' END AS "why",
             CASE WHEN u."unheard" THEN w."failure" END AS "said",
             CASE WHEN u."unheard" THEN w."confirmedAt" ELSE w."quietSince" END AS "since"
      FROM "RecordingWatch" w JOIN "Archive" r ON r."id" = w."archiveId"
      JOIN "VideoSession" s ON s."id" = r."sessionId"
      JOIN "Project" p ON p."id" = r."projectId" AND p."pausedAt" IS NULL AND p."removedAt" IS NULL
      CROSS JOIN LATERAL (SELECT w."failure" IS NOT NULL
        AND w."confirmedAt" <= clock_timestamp() - make_interval(secs => ${SILENT_SECONDS}) AS "unheard") u
      WHERE w."overAt" IS NULL AND r."state" IN ('recording', 'paused')
        AND (u."unheard" OR w."quietSince" <= clock_timestamp() - make_interval(secs => ${QUIET_SECONDS}))
        AND NOT EXISTS (SELECT 1 FROM "Alert" l WHERE l."archiveId" = r."id" AND l."kind" = 'archiveSilent'
                        AND l."resolvedAt" IS NULL)
      ORDER BY w."archiveId" LIMIT 50 FOR NO KEY UPDATE OF w SKIP LOCKED) f`
  return rows.map((row) => alarm('archiveSilent', row))
}
