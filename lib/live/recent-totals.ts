import 'server-only'
import { type Actor, whereMay } from '#lib/access/actor.ts'
import { type Database, database } from '#lib/system/database.ts'

export const TOTALS_STEPS = 24
export const TOTALS_MINUTES = 15

/** Sums over a project at one moment. */
export type TotalsPoint = {
  projectId: string
  /** 0 is a quarter of an hour ago, the last is now. */
  step: number
  sessions: number
  connections: number
  publishers: number
  subscribers: number
}

/** The most that were connected at once before one of the points of `recentTotals`, and after the one before it. */
export type PeakPoint = {
  projectId: string
  step: number
  /** In this project. */
  own: number
  /** In all projects together that one may see: their peaks are not all at the same time, so they do not add up. */
  all: number
}

/**
 * What was live in each project over the last quarter of an hour, also in sessions that have ended since: at each step the
 * newest sample of each session, as one lookup in the samples' key. Sessions of which nothing is sampled count nothing.
 */
export async function recentTotals(actor: Actor, db: Database = database()): Promise<TotalsPoint[]> {
  const { projectId } = whereMay(actor, 'session.view')
  return db.$queryRaw<TotalsPoint[]>`
    WITH step AS (
      SELECT i AS "step", now() - make_interval(mins => ${TOTALS_MINUTES}) * (${TOTALS_STEPS} - 1 - i) / (${TOTALS_STEPS} - 1)
        AS "at" FROM generate_series(0, ${TOTALS_STEPS} - 1) AS i
    ), session AS (
      SELECT "id", "projectId" FROM "VideoSession"
      WHERE ("live" OR "lastDestroyedAt" > now() - make_interval(mins => ${TOTALS_MINUTES}))
        AND (${projectId === undefined} OR "projectId" = ANY(${projectId?.in ?? []}::uuid[]))
    )
    SELECT session."projectId", step."step"::int AS "step",
           count(*) FILTER (WHERE sample."connections" > 0)::int AS "sessions",
           sum(sample."connections")::int AS "connections",
           sum(sample."publishers")::int AS "publishers",
           sum(sample."subscribers")::int AS "subscribers"
    FROM step CROSS JOIN session CROSS JOIN LATERAL (
      SELECT * FROM "CountSample" c WHERE c."sessionId" = session."id" AND c."at" <= step."at"
      ORDER BY c."at" DESC LIMIT 1
    ) sample
    GROUP BY 1, 2 ORDER BY 1, 2`
}
