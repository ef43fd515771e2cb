import 'server-only'
import { Prisma } from '#generated/prisma/client.ts'
import type { Tx } from '#lib/system/database.ts'
import { leastDays, type Rule } from './retention-of.ts'

/** Says the same as `retentionOf`, for a million recordings in one question; P7 holds the two equal. */

/** A recording that is over and of which there is something: `a` is Archive. */
export const OVER_AT = Prisma.sql`COALESCE(a."stoppedAt", a."startedAt")`

export const IS_THERE = Prisma.sql`
  a."state" NOT IN ('starting', 'recording', 'paused', 'stopping') AND ${OVER_AT} IS NOT NULL
  AND EXISTS (SELECT 1 FROM "Custody" c WHERE c."archiveId" = a."id" AND c."step" NOT IN ('lost', 'deleted'))`

export const IS_HELD = Prisma.sql`
  EXISTS (SELECT 1 FROM "Hold" h WHERE h."archiveId" = a."id" AND h."liftedAt" IS NULL)`

export const IS_LET_GO = Prisma.sql`
  EXISTS (SELECT 1 FROM "Deletion" x WHERE x."archiveId" = a."id" AND x."state" IN ('deleting', 'done'))`

export const HAS_FINDING = Prisma.sql`
  EXISTS (SELECT 1 FROM "Finding" f WHERE f."archiveId" = a."id" AND f."removedAt" IS NULL)`

/** Recording itself is an action too, and says nothing about what happened. */
export const HAS_ACTION = Prisma.sql`
  EXISTS (SELECT 1 FROM "Action" x WHERE x."sessionId" = a."sessionId" AND x."kind" NOT IN ('startArchive', 'stopArchive')
    AND x."askedAt" BETWEEN a."startedAt" AND ${OVER_AT})`

/** One row for each project that a rule applies to: the longest days of each scope. */
export function daysOf(rules: readonly Rule[]): Prisma.Sql {
  return Prisma.sql`
    SELECT p."id" AS "projectId",
      max(r."keepDays") FILTER (WHERE r."scope" = 'all') AS "all",
      max(r."keepDays") FILTER (WHERE r."scope" = 'withFinding') AS "withFinding",
      max(r."keepDays") FILTER (WHERE r."scope" = 'withoutFinding') AS "withoutFinding",
      max(r."keepDays") FILTER (WHERE r."scope" = 'withAction') AS "withAction"
    FROM "Project" p
    JOIN jsonb_to_recordset(${JSON.stringify(rules)}::jsonb)
      AS r("projectId" uuid, "scope" text, "keepDays" int) ON r."projectId" IS NULL OR r."projectId" = p."id"
    GROUP BY p."id"`
}

/** Joins to `a` whether it has a finding, and whether somebody was acted upon in it, as far as a rule asks for that. */
export function withFacts(rules: readonly Rule[]): Prisma.Sql {
  const asks = (...scopes: Rule['scope'][]) => rules.some(({ scope }) => scopes.includes(scope))
  return Prisma.sql`
    LEFT JOIN (
      SELECT DISTINCT "archiveId" AS "id" FROM "Finding"
      WHERE ${asks('withFinding', 'withoutFinding')} AND "removedAt" IS NULL
    ) "found" ON "found"."id" = a."id"
    LEFT JOIN (
      SELECT DISTINCT a."id" FROM "Action" x JOIN "Archive" a ON a."sessionId" = x."sessionId"
        AND x."askedAt" BETWEEN a."startedAt" AND ${OVER_AT}
      WHERE ${asks('withAction')} AND x."kind" NOT IN ('startArchive', 'stopArchive')
    ) "acted" ON "acted"."id" = a."id"`
}

/** When the rules of the `daysOf` under this name let go of `a`, by what `withFacts` has joined; null: never. */
export function dateBy(days: 'before' | 'after'): Prisma.Sql {
  const d = Prisma.raw(`"${days}"`)
  return Prisma.sql`${OVER_AT} + interval '24 hours' * GREATEST(${d}."all",
    CASE WHEN "found"."id" IS NOT NULL THEN ${d}."withFinding" ELSE ${d}."withoutFinding" END,
    CASE WHEN "acted"."id" IS NOT NULL THEN ${d}."withAction" END)`
}

/**
 * Nothing that was over later can be due `ahead` days from now, whatever is found of it: spares the rest for most recordings. Said
 * of the columns themselves, so that the planner knows by their statistics how many are left.
 */
export function overEarlyEnough(rules: readonly Rule[], ahead = 0): Prisma.Sql {
  const latest = Prisma.sql`now() + make_interval(days => ${ahead}) - interval '24 hours' * ${leastDays(rules)}::int`
  return Prisma.sql`(a."stoppedAt" <= ${latest} OR (a."stoppedAt" IS NULL AND a."startedAt" <= ${latest}))`
}

/**
 * For a question over all recordings: memory for its sets, no time spent on compiling it, and indexes at their true price. Ids rise
 * with time, so that in their order recordings lie beside each other: to go along two indexes is quicker than to build a set of a
 * million, which the planner by itself takes for cheaper.
 */
export async function forManyRows(tx: Tx): Promise<void> {
  await tx.$queryRaw`SELECT set_config('work_mem', '128MB', true), set_config('jit', 'off', true),
    set_config('random_page_cost', '1.1', true)`
}
