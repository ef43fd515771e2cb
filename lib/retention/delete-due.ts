import 'server-only'
import { Prisma } from '#generated/prisma/client.ts'
import { recordAudits } from '#lib/audit/record-audit.ts'
import type { Database, Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { announceLettingGo } from './announce-letting-go.ts'
import { dueBy, ENDED_AT, HAS_ACTION, HAS_FINDING, HELD } from './due-recordings.ts'
import { type Keeping, keepingOf } from './keeping.ts'
import { type NamedRule, rulesInForce } from './rules.ts'

const { sql } = Prisma
const AT_ONCE = 100

type Due = {
  id: string
  projectId: string
  sessionId: string
  endedAt: Date | null
  hasFinding: boolean
  hasAction: boolean
}
type Going = Due & { rule: NamedRule; deletionId: string }

/**
 * Says of recordings whose time is over that they are to be deleted, a batch at a time; how that happens is the same as after
 * two people have agreed. Rules are read in the same transaction, and locked: a rule that somebody is changing is waited for. On
 * each server; recordings that another has locked are left to it.
 */
export async function deleteDue(db: Database, atOnce = AT_ONCE): Promise<number> {
  return db.$transaction(
    async (tx) => {
      const rules = await rulesInForce(tx, 'locked')
      if (rules.length === 0) return 0
      const due = await tx.$queryRaw<Due[]>`
        SELECT r."id", r."projectId", r."sessionId", ${ENDED_AT} AS "endedAt", ${HAS_FINDING} AS "hasFinding",
          ${HAS_ACTION} AS "hasAction"
        FROM "Archive" r WHERE ${dueBy(rules, sql`clock_timestamp()`)} AND NOT ${HELD}
        ORDER BY r."startedAt" LIMIT ${atOnce} FOR NO KEY UPDATE OF r SKIP LOCKED`
      // A hold that was placed while the lock was waited for is seen now.
      const held = await heldAmong(tx, due)
      const going = due.filter(({ id }) => !held.has(id)).flatMap((one) => goingBy(one, rules))
      await begin(tx, going)
      return going.length
    },
    { timeout: 60_000 },
  )
}

/** Which rule it is says the pure rule; what the database thought due and the rule does not, stays. */
function goingBy(due: Due, rules: readonly NamedRule[]): Going[] {
  const keeping: Keeping<NamedRule> = keepingOf({ ...due, holds: 0 }, rules)
  return keeping.kept === 'until' ? [{ ...due, rule: keeping.rule, deletionId: newId() }] : []
}

async function heldAmong(tx: Tx, due: readonly Due[]): Promise<Set<string>> {
  const held = await tx.hold.findMany({
    where: { archiveId: { in: due.map(({ id }) => id) }, liftedAt: null },
    select: { archiveId: true },
  })
  return new Set(held.map(({ archiveId }) => archiveId))
}

async function begin(tx: Tx, going: readonly Going[]): Promise<void> {
  const ids = going.map(({ id }) => id)
  // Somebody may have asked for it and waits for an answer: the rule needs none.
  await tx.$executeRaw`
    UPDATE "Deletion" SET "state" = 'expired', "words" = 'Due by a rule meanwhile'
    WHERE "archiveId" = ANY(${ids}::uuid[]) AND "state" = 'waiting'`
  for (const { deletionId, id, projectId, rule } of going)
    await tx.$executeRaw`
      INSERT INTO "Deletion" ("id", "archiveId", "projectId", "ruleId", "reason", "state", "nextAt")
      VALUES (${deletionId}::uuid, ${id}::uuid, ${projectId}::uuid, ${rule.id}::uuid,
        ${`Kept for ${rule.keepDays} days by the rule “${rule.name}”`}, 'deleting', now())`
  await recordAudits(
    tx,
    going.map(({ deletionId, id, projectId, sessionId, rule }) => ({
      phase: 'ask' as const,
      action: 'deletion.due',
      actorId: null,
      deviceId: null,
      address: null,
      projectId,
      sessionId,
      subject: `archive:${id}`,
      details: { deletion: deletionId, rule: rule.id, keepDays: rule.keepDays },
      requestId: deletionId,
    })),
  )
  for (const { deletionId, ...archive } of going) await announceLettingGo(tx, archive, deletionId)
}
