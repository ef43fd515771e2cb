import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import type { Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { ok, type Result } from '#lib/system/result.ts'
import type { RuleDraft } from './model.ts'
import { lockRules } from './rules.ts'

type Ruler = Pick<Actor, 'accountId'>

/** A rule's place, with the rule as it is; null when there is none that stands. Nothing is deleted by it meanwhile. */
export async function findRule(tx: Tx, ruleId: string) {
  await lockRules(tx)
  return tx.retentionRule.findFirst({
    where: { id: ruleId, removedAt: null },
    select: { id: true, projectId: true, name: true, scope: true, keepDays: true },
  })
}

export type FoundRule = NonNullable<Awaited<ReturnType<typeof findRule>>>

/** Where a new rule is to stand: a project that is there, or all of them. */
export async function findRulePlace(tx: Tx, projectId: string | null) {
  await lockRules(tx)
  if (projectId === null) return { projectId }
  const project = await tx.project.findFirst({
    where: { id: projectId, removedAt: null },
    select: { id: true },
  })
  return project && { projectId: project.id }
}

export async function addRule(
  tx: Tx,
  actor: Ruler,
  draft: RuleDraft,
): Promise<Result<{ ruleId: string }, never>> {
  const { id: ruleId } = await tx.retentionRule.create({
    data: { id: newId(), createdById: actor.accountId, ...draft },
    select: { id: true },
  })
  return ok({ ruleId })
}

/** Takes a rule away. It stays as a row: deletions name it. */
export async function removeRule(tx: Tx, rule: FoundRule): Promise<Result<null, never>> {
  await tx.$executeRaw`UPDATE "RetentionRule" SET "removedAt" = now() WHERE "id" = ${rule.id}::uuid`
  return ok(null)
}

/** Another rule in its place: what was deleted by the old one names the old one still. */
export async function changeRule(
  tx: Tx,
  actor: Ruler,
  rule: FoundRule,
  draft: Omit<RuleDraft, 'projectId'>,
): Promise<Result<{ ruleId: string }, never>> {
  await removeRule(tx, rule)
  return addRule(tx, actor, { ...draft, projectId: rule.projectId })
}

/** The rules as they would be. */
export function rulesAfter<Rule extends { id: string }>(
  rules: readonly Rule[],
  ruleId: string | null,
  draft: Omit<Rule, 'id'> | null,
): (Rule | (Omit<Rule, 'id'> & { id: string }))[] {
  const rest = rules.filter(({ id }) => id !== ruleId)
  return draft ? [...rest, { ...draft, id: ruleId ?? newId() }] : rest
}
