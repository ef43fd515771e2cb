import 'server-only'
import type { Database, Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { announceKept } from './announce-kept.ts'
import { recordDeletions } from './record-deletion.ts'
import { type Facts, type Rule, retentionOf } from './retention-of.ts'
import {
  dateBy,
  daysOf,
  forManyRows,
  HAS_ACTION,
  HAS_FINDING,
  IS_HELD,
  IS_LET_GO,
  IS_THERE,
  OVER_AT,
  overEarlyEnough,
  withFacts,
} from './retention-sql.ts'
import { currentRules, lockRules } from './rules.ts'

const BATCH = 200
/** So many in one turn; what is left is due in the next. */
const IN_ONE_TURN = 5_000

type NamedRule = Rule & { name: string }
type Recording = Facts & { id: string; sessionId: string }

/**
 * Begins the deletion of recordings whose date has come, batch by batch, and answers how many. Run on every server; which
 * recordings are whose turn the database says.
 */
export async function applyRules(db: Database, batch = BATCH): Promise<number> {
  const due = await findDue(db)
  let begun = 0
  for (let from = 0; from < due.length; from += batch) begun += await letGo(db, due.slice(from, from + batch))
  return begun
}

/** What the rules say is due, over all recordings; asked again of each when it is locked. */
async function findDue(db: Database): Promise<string[]> {
  return db.$transaction(async (tx) => {
    const rules = await currentRules(tx)
    if (rules.length === 0) return []
    await forManyRows(tx)
    const rows = await tx.$queryRaw<{ id: string }[]>`
      WITH "after" AS (${daysOf(rules)})
      SELECT a."id" FROM "after" JOIN "Archive" a ON a."projectId" = "after"."projectId" ${withFacts(rules)}
      WHERE ${overEarlyEnough(rules)} AND ${IS_THERE}
        AND ${dateBy('after')} <= now() AND NOT ${IS_HELD} AND NOT ${IS_LET_GO}
      LIMIT ${IN_ONE_TURN}`
    return rows.map(({ id }) => id)
  })
}

/** One batch, under the lock of the rules and of its recordings: by what is true now, whatever was found before. */
async function letGo(db: Database, ids: readonly string[]): Promise<number> {
  return db.$transaction(async (tx) => {
    await lockRules(tx)
    const rules = await currentRules(tx)
    const locked = await tx.$queryRaw<{ id: string }[]>`
      SELECT "id" FROM "Archive" WHERE "id" = ANY(${ids}::uuid[]) ORDER BY "id" FOR NO KEY UPDATE SKIP LOCKED`
    const begun = await begin(tx, await stillFree(tx, locked), rules)
    await announceKept(tx, begun)
    return begun.length
  })
}

async function begin(tx: Tx, free: readonly Recording[], rules: readonly NamedRule[]): Promise<Recording[]> {
  const rows = await dueNow(tx, free, rules)
  if (rows.length === 0) return []
  // A request that waits is overtaken: what it asks for happens.
  await tx.deletion.updateMany({
    where: { archiveId: { in: rows.map(({ recording }) => recording.id) }, state: 'waiting' },
    data: { state: 'expired' },
  })
  await tx.deletion.createMany({
    data: rows.map(({ id, recording, rule }) => ({
      id,
      archiveId: recording.id,
      projectId: recording.projectId,
      ruleId: rule.id,
      reason: reasonOf(rule),
      state: 'deleting' as const,
      nextAt: new Date(0), // at once, whatever this server's clock says
    })),
  })
  await recordDeletions(
    tx,
    'ask',
    rows.map(({ id, recording, rule, date }) => ({
      id,
      archiveId: recording.id,
      projectId: recording.projectId,
      sessionId: recording.sessionId,
      askedById: null,
      reason: reasonOf(rule),
      details: { by: 'rule', rule: rule.id, keepDays: rule.keepDays, due: date.toISOString() },
    })),
  )
  return rows.map(({ recording }) => recording)
}

const reasonOf = ({ name, keepDays }: NamedRule): string => `Rule “${name}”: kept for ${keepDays} days`

/** The rule that lets each of them go, if its date has come by the database's clock. */
async function dueNow(tx: Tx, free: readonly Recording[], rules: readonly NamedRule[]) {
  const [clock] = await tx.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS "now"`
  return free.flatMap((recording) => {
    const retention = retentionOf(recording, rules, false)
    if (retention.kind === 'kept' || !clock || retention.date > clock.now) return []
    const rule = rules.find(({ id }) => id === retention.ruleId)
    return rule ? [{ id: newId(), recording, rule, date: retention.date }] : []
  })
}

/** Now that they are locked it is asked what holds them: what was placed meanwhile stands. */
function stillFree(tx: Tx, locked: readonly { id: string }[]): Promise<Recording[]> {
  return tx.$queryRaw<Recording[]>`
    SELECT a."id", a."projectId", a."sessionId", CASE WHEN ${IS_THERE} THEN ${OVER_AT} END AS "overAt",
      ${HAS_FINDING} AS "hasFinding", ${HAS_ACTION} AS "hasAction"
    FROM "Archive" a
    WHERE a."id" = ANY(${locked.map(({ id }) => id)}::uuid[]) AND NOT ${IS_HELD} AND NOT ${IS_LET_GO}`
}
