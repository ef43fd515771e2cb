import {
  approveDeletion,
  findDeletion,
  refuseDeletion,
  withdrawDeletion,
} from '#lib/retention/answer-deletion.ts'
import { askDeletion } from '#lib/retention/ask-deletion.ts'
import { findArchive } from '#lib/retention/find-archive.ts'
import { findHold, liftHold, placeHold } from '#lib/retention/holds.ts'
import type { Database, Tx } from '#lib/system/database.ts'
import type { Result } from '#lib/system/result.ts'

type Who = { actor: { accountId: string } }

/** Letting go as the doors do it: in one transaction, a refusal undoing everything. The value, or the code of the refusal. */
export function lettingGoAt(db: Database) {
  return {
    hold: (who: Who, archiveId: string, reason = 'Complaint 2026-118') =>
      attempt(db, async (tx) => placeHold(tx, who.actor, await there(findArchive(tx, archiveId)), reason)),
    lift: (who: Who, holdId: string, reason = 'Complaint withdrawn') =>
      attempt(db, async (tx) => liftHold(tx, who.actor, await there(findHold(tx, holdId)), reason)),
    ask: (who: Who, archiveId: string, reason = 'Consent withdrawn, case 121') =>
      attempt(db, async (tx) => askDeletion(tx, who.actor, await there(findArchive(tx, archiveId)), reason)),
    approve: (who: Who, deletionId: string) =>
      attempt(db, async (tx) =>
        approveDeletion(tx, who.actor, await there(findDeletion(tx, deletionId)), null),
      ),
    refuse: (who: Who, deletionId: string) =>
      attempt(db, async (tx) =>
        refuseDeletion(tx, who.actor, await there(findDeletion(tx, deletionId)), 'No'),
      ),
    withdraw: (who: Who, deletionId: string) =>
      attempt(db, async (tx) => withdrawDeletion(tx, who.actor, await there(findDeletion(tx, deletionId)))),
  }
}

class Refused extends Error {}

async function attempt<Value, Failure extends string>(
  db: Database,
  rule: (tx: Tx) => Promise<Result<Value, Failure>>,
): Promise<Value | Failure> {
  let failure: Failure | null = null
  try {
    return await db.$transaction(
      async (tx) => {
        const result = await rule(tx)
        if (result.ok) return result.value
        failure = result.failure
        throw new Refused()
      },
      { timeout: 30_000, maxWait: 30_000 },
    )
  } catch (error) {
    if (error instanceof Refused && failure !== null) return failure
    throw error
  }
}

async function there<Row>(found: Promise<Row | null>): Promise<Row> {
  const row = await found
  if (row === null) throw new Error('There is no such thing')
  return row
}
