import 'server-only'
import { Prisma } from '#generated/prisma/client.ts'
import type { Database, Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { announceKept } from './announce-kept.ts'
import { recordDeletions } from './record-deletion.ts'
import { type Facts, type Rule, retentionOf } from './retention-of.ts'
import {
  dateBy,
  daysOf,
  earliestBy,
  HAS_ACTION,
  HAS_FINDING,
  IS_HELD,
  IS_LET_GO,
  IS_THERE,
  OVER_AT,
} from './retention-sql.ts'
import { currentRules, lockRules } from './rules.ts'

export const BATCH = 200

type NamedRule = Rule & { name: string }
type Due = Facts & { id: string; sessionId: string; overAt: Date }

/**
 * Begins the deletion of recordings whose date has come, so many at once, and answers how many. Run on every server; which
 * recordings are whose turn the database says.
 */
export async function applyRules(db: Database, limit = BATCH): Promise<number> {
  return db.$transaction(async (tx) => {
    await lockRules(tx)
    const rules = await currentRules(tx)
    if (rules.length === 0) return 0
    const due = await lockDue(tx, rules, limit)
    const begun = await begin(tx, due, rules)
    await announceKept(
      tx,
      begun.map(({ id, projectId, sessionId }) => ({ id, projectId, sessionId })),
    )
    return begun.length
  })
}

async function lockDue(tx: Tx, rules: readonly Rule[], limit: number): Promise<Due[]> {
  return tx.$queryRaw<Due[]>`
    SELECT a."id", a."projectId", a."sessionId", ${OVER_AT} AS "overAt", ${HAS_FINDING} AS "hasFinding",
      ${HAS_ACTION} AS "hasAction"
    FROM (${daysOf(rules)}) AS "after" JOIN "Archive" a ON a."projectId" = "after"."projectId"
    WHERE ${IS_THERE} AND ${earliestBy('after')} <= clock_timestamp() AND ${dateBy('after')} <= clock_timestamp()
      AND NOT ${IS_HELD} AND NOT ${IS_LET_GO}
    LIMIT ${limit} FOR NO KEY UPDATE OF a SKIP LOCKED`
}

/** Now that they are locked it is asked again what holds them: what was placed meanwhile stands. */
async function begin(tx: Tx, due: readonly Due[], rules: readonly NamedRule[]): Promise<Due[]> {
  const free = await stillFree(tx, due)
  if (free.length === 0) return []
  // A request that waits is overtaken: what it asks for happens.
  await tx.deletion.updateMany({
    where: { archiveId: { in: free.map(({ id }) => id) }, state: 'waiting' },
    data: { state: 'expired' },
  })
  const rows = free.flatMap((recording) => {
    const retention = retentionOf(recording, rules, false)
    if (retention.kind === 'kept') return []
    const rule = rules.find(({ id }) => id === retention.ruleId)
    return rule ? [{ id: newId(), recording, rule, date: retention.date }] : []
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

async function stillFree(tx: Tx, due: readonly Due[]): Promise<Due[]> {
  if (due.length === 0) return []
  const rows = await tx.$queryRaw<{ id: string }[]>(Prisma.sql`
    SELECT a."id" FROM "Archive" a
    WHERE a."id" = ANY(${due.map(({ id }) => id)}::uuid[]) AND NOT ${IS_HELD} AND NOT ${IS_LET_GO}`)
  const free = new Set(rows.map(({ id }) => id))
  return due.filter(({ id }) => free.has(id))
}
