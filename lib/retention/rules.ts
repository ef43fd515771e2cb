import 'server-only'
import type { Database, Tx } from '#lib/system/database.ts'
import type { Rule } from './retention-of.ts'

/** The rules as they are, oldest first. */
export async function currentRules(tx: Database | Tx): Promise<(Rule & { name: string })[]> {
  return tx.retentionRule.findMany({
    where: { removedAt: null },
    select: { id: true, projectId: true, scope: true, keepDays: true, name: true },
    orderBy: { id: 'asc' },
  })
}

/** Whoever changes rules and whoever deletes by them come one by one: nothing goes by a rule that was just taken away. */
export async function lockRules(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('gavel.retention'))`
}
