import 'server-only'
import type { z } from 'zod'
import type { Actor } from '#lib/access/actor.ts'
import type { Database, Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import type { Rule } from './keeping.ts'
import type { addRuleInput } from './model.ts'

export type NamedRule = Rule & { name: string }

/** The rules that hold, the first made first. `locked`: nobody changes one of them until this transaction is over. */
export async function rulesInForce(db: Database | Tx, how?: 'locked'): Promise<NamedRule[]> {
  if (how === 'locked')
    return db.$queryRaw<NamedRule[]>`
      SELECT "id", "projectId", "name", "scope"::text AS "scope", "keepDays" FROM "RetentionRule"
      WHERE "removedAt" IS NULL ORDER BY "id" FOR SHARE`
  return db.retentionRule.findMany({
    where: { removedAt: null },
    select: { id: true, projectId: true, name: true, scope: true, keepDays: true },
    orderBy: { id: 'asc' },
  })
}

/** Where a rule is to stand: a project that is there, or all of them. */
export async function findRulePlace(tx: Tx, projectId: string | null) {
  if (projectId === null) return { id: newId(), projectId }
  const found = await tx.project.count({ where: { id: projectId, removedAt: null } })
  return found === 0 ? null : { id: newId(), projectId }
}

export async function findRule(tx: Tx, ruleId: string) {
  const [rule] = await tx.$queryRaw<(NamedRule & { removed: boolean })[]>`
    SELECT "id", "projectId", "name", "scope"::text AS "scope", "keepDays", "removedAt" IS NOT NULL AS "removed"
    FROM "RetentionRule" WHERE "id" = ${ruleId}::uuid FOR UPDATE`
  return rule ?? null
}

/** Adds a rule. What is due by it goes with the next turn of the clock. */
export async function addRule(
  tx: Tx,
  actor: Pick<Actor, 'accountId'>,
  id: string,
  { name, projectId, scope, keepDays }: z.output<typeof addRuleInput>,
): Promise<Result<{ ruleId: string }, never>> {
  const data = { id, name, projectId, scope, keepDays, createdById: actor.accountId }
  await tx.retentionRule.create({ data, select: { id: true } })
  return ok({ ruleId: id })
}

/** Ends a rule. Recordings that only it spoke of are kept for good from now on; those it kept longest may be due. */
export async function removeRule(
  tx: Tx,
  rule: { id: string; removed: boolean },
): Promise<Result<null, 'removed-already'>> {
  if (rule.removed) return fail('removed-already')
  await tx.$executeRaw`UPDATE "RetentionRule" SET "removedAt" = now() WHERE "id" = ${rule.id}::uuid`
  return ok(null)
}
