import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import type { Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { announceKept } from './announce-kept.ts'
import { runsStill } from './archive-over.ts'
import type { Kept } from './find-kept.ts'

export type AskRefusal = 'still-recording' | 'held' | 'asked-already' | 'being-deleted' | 'deleted'

/** For so long somebody may agree. */
const WAITS_HOURS = 24

/** Asks a second person to agree that a recording is deleted for good. */
export async function askDeletion(
  tx: Tx,
  actor: Pick<Actor, 'accountId'>,
  archive: Kept,
  reason: string,
): Promise<Result<{ deletionId: string }, AskRefusal>> {
  const refusal = await whyNotAsk(tx, archive)
  if (refusal) return fail(refusal)
  const id = newId()
  await tx.$executeRaw`
    INSERT INTO "Deletion" ("id", "archiveId", "projectId", "askedById", "reason", "expiresAt")
    VALUES (${id}::uuid, ${archive.id}::uuid, ${archive.projectId}::uuid, ${actor.accountId}::uuid, ${reason},
      now() + make_interval(hours => ${WAITS_HOURS}))`
  await announceKept(tx, [archive])
  return ok({ deletionId: id })
}

async function whyNotAsk(tx: Tx, { state, held, deletion }: Kept): Promise<AskRefusal | null> {
  if (deletion?.state === 'done') return 'deleted'
  if (deletion?.state === 'deleting') return 'being-deleted'
  if (held) return 'held'
  if (runsStill(state)) return 'still-recording'
  // One that has run out, and that the clock has not come to yet, is in nobody's way.
  return deletion && !(await runOut(tx, deletion.id)) ? 'asked-already' : null
}

async function runOut(tx: Tx, id: string): Promise<boolean> {
  const changed = await tx.$executeRaw`
    UPDATE "Deletion" SET "state" = 'expired' WHERE "id" = ${id}::uuid AND "expiresAt" <= clock_timestamp()`
  return changed === 1
}
