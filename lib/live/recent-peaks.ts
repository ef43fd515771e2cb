import 'server-only'
import { type Actor, whereMay } from '#lib/access/actor.ts'
import { type Database, database } from '#lib/system/database.ts'
import { type PeakPoint, TOTALS_MINUTES, TOTALS_STEPS } from './recent-totals.ts'

/**
 * Peaks of the last quarter of an hour, also those that came and went between two points of the line: every sample of
 * every session is a change of the sum, and the sum is followed from change to change.
 */
export async function recentPeaks(actor: Actor, db: Database = database()): Promise<PeakPoint[]> {
  const { projectId } = whereMay(actor, 'session.view')
  return db.$queryRaw<PeakPoint[]>`
    WITH span AS (
      SELECT now() - make_interval(mins => ${TOTALS_MINUTES}) AS "from"
    ), session AS (
      SELECT "id", "projectId" FROM "VideoSession", span
      WHERE ("live" OR "lastDestroyedAt" > span."from")
        AND (${projectId === undefined} OR "projectId" = ANY(${projectId?.in ?? []}::uuid[]))
    ), sample AS (
      SELECT session."projectId", session."id", c."at", c."connections"
      FROM session CROSS JOIN span CROSS JOIN LATERAL (
        (SELECT span."from" AS "at", "connections" FROM "CountSample"
         WHERE "sessionId" = session."id" AND "at" <= span."from" ORDER BY "at" DESC LIMIT 1)
        UNION ALL
        SELECT "at", "connections" FROM "CountSample" WHERE "sessionId" = session."id" AND "at" > span."from"
      ) c
    ), change AS (
      SELECT "projectId", "at",
        "connections" - COALESCE(lag("connections") OVER (PARTITION BY "id" ORDER BY "at"), 0) AS "by"
      FROM sample
    ), followed AS (
      SELECT "projectId", "at", sum("by") OVER (PARTITION BY "projectId" ORDER BY "at") AS "own",
        sum("by") OVER (ORDER BY "at") AS "all"
      FROM change
    )
    SELECT "projectId", LEAST(${TOTALS_STEPS} - 1, ceil(extract(epoch FROM "at" - span."from")
        * (${TOTALS_STEPS} - 1) / (${TOTALS_MINUTES} * 60)))::int AS "step",
      max("own")::int AS "own", max("all")::int AS "all"
    FROM followed CROSS JOIN span GROUP BY 1, 2 ORDER BY 1, 2`
}
