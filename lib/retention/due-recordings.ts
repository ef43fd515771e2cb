import 'server-only'
import { Prisma } from '#generated/prisma/client.ts'
import type { Rule } from './keeping.ts'

const { sql, join, empty } = Prisma

/** Recordings that are over and of which something may be there: only these are ever due. */
const OVER = sql`r."state" NOT IN ('starting', 'recording', 'paused', 'stopping', 'failed')`

/** A moderator's action on people while it ran; starting and stopping the recording itself is none. */
export const HAS_ACTION = sql`EXISTS (SELECT 1 FROM "Action" a WHERE a."sessionId" = r."sessionId"
  AND a."askedAt" BETWEEN r."startedAt" AND COALESCE(r."stoppedAt", r."startedAt")
  AND a."kind" NOT IN ('startArchive', 'stopArchive'))`
export const HAS_FINDING = sql`EXISTS (SELECT 1 FROM "Finding" f WHERE f."archiveId" = r."id" AND f."removedAt" IS NULL)`
export const ENDED_AT = sql`COALESCE(r."stoppedAt", r."startedAt")`
export const HELD = sql`EXISTS (SELECT 1 FROM "Hold" h WHERE h."archiveId" = r."id" AND h."liftedAt" IS NULL)`

/** Something is there to be deleted, and nobody is about it already. */
const NOT_GOING = sql`NOT EXISTS (
    SELECT 1 FROM "Deletion" d WHERE d."archiveId" = r."id" AND d."state" IN ('deleting', 'done'))
  AND NOT EXISTS (SELECT 1 FROM "Custody" c WHERE c."archiveId" = r."id" AND c."step" IN ('lost', 'deleted'))`

/**
 * A condition on `"Archive" r`: due by these rules at this time, whether held or not. Said so that an index can be used: nothing
 * is looked at that is younger than the shortest of the rules, and whether there is a finding or an action is asked only where
 * a rule speaks of it and the others leave it open.
 */
export function dueBy(rules: readonly Rule[], now: Prisma.Sql): Prisma.Sql {
  if (rules.length === 0) return sql`FALSE`
  const shortest = Math.min(...rules.map(({ keepDays }) => keepDays))
  return sql`(${OVER} AND ${endedBefore(shortest, now)} AND (${someApplies(rules)})
    AND NOT (${stillKept(rules, now)}) AND ${NOT_GOING})`
}

const endedBefore = (days: number, now: Prisma.Sql) =>
  sql`r."startedAt" <= ${now} - make_interval(hours => 24 * ${days}) AND ${ENDED_AT} <= ${now} - make_interval(hours => 24 * ${days})`

/** Conditions that cost nothing stand first; the database tries them in this order. */
function someApplies(rules: readonly Rule[]): Prisma.Sql {
  return join([...rules].sort(cheapestFirst).map(applies), ' OR ')
}

/** Some rule that applies keeps it beyond this time. */
function stillKept(rules: readonly Rule[], now: Prisma.Sql): Prisma.Sql {
  return join(
    [...rules]
      .sort(cheapestFirst)
      .map(
        (rule) =>
          sql`(${ENDED_AT} > ${now} - make_interval(hours => 24 * ${rule.keepDays}) AND ${applies(rule)})`,
      ),
    ' OR ',
  )
}

const SCOPE: Record<Rule['scope'], Prisma.Sql> = {
  all: empty,
  withFinding: sql` AND ${HAS_FINDING}`,
  withoutFinding: sql` AND NOT ${HAS_FINDING}`,
  withAction: sql` AND ${HAS_ACTION}`,
}
const COST: Record<Rule['scope'], number> = { all: 0, withFinding: 1, withoutFinding: 1, withAction: 2 }
const cheapestFirst = (one: Rule, other: Rule) => COST[one.scope] - COST[other.scope]

function applies({ projectId, scope }: Rule): Prisma.Sql {
  const place = projectId === null ? sql`TRUE` : sql`r."projectId" = ${projectId}::uuid`
  return sql`(${place}${SCOPE[scope]})`
}
