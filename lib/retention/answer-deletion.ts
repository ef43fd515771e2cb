import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import type { Tx } from '#lib/system/database.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { announceKept } from './announce-kept.ts'
import type { FoundDeletion } from './find-kept.ts'
import { recordDeletions } from './record-deletion.ts'

type Answerer = { actor: Pick<Actor, 'accountId'>; tx: Tx }
export type AnswerRefusal = 'own-request' | 'not-waiting'

/**
 * Agrees that a recording is deleted. From then on it happens, whatever crashes meanwhile; that it goes out is on the record
 * in this same transaction. A hold that was placed since it was asked stands above it.
 */
export async function approveDeletion(
  { actor, tx }: Answerer,
  deletion: FoundDeletion,
  words: string | null,
): Promise<Result<null, AnswerRefusal | 'held'>> {
  const refusal = await whyNotAnswer(tx, actor, deletion)
  if (refusal) return fail(refusal)
  if (deletion.archive.held) return fail('held')
  await tx.$executeRaw`
    UPDATE "Deletion" SET "state" = 'deleting', "answeredById" = ${actor.accountId}::uuid, "answeredAt" = now(),
      "words" = ${words}, "nextAt" = now() WHERE "id" = ${deletion.id}::uuid`
  await recordDeletions(tx, 'ask', [
    {
      ...deletion,
      archiveId: deletion.archive.id,
      sessionId: deletion.archive.sessionId,
      details: { by: 'two', approvedBy: actor.accountId },
    },
  ])
  await announceKept(tx, [deletion.archive])
  return ok(null)
}

/** Says no, with words for whoever asked. The recording stays as it was. */
export async function refuseDeletion(
  { actor, tx }: Answerer,
  deletion: FoundDeletion,
  words: string | null,
): Promise<Result<null, AnswerRefusal>> {
  const refusal = await whyNotAnswer(tx, actor, deletion)
  if (refusal) return fail(refusal)
  await tx.$executeRaw`
    UPDATE "Deletion" SET "state" = 'refused', "answeredById" = ${actor.accountId}::uuid, "answeredAt" = now(),
      "words" = ${words} WHERE "id" = ${deletion.id}::uuid`
  await announceKept(tx, [deletion.archive])
  return ok(null)
}

/** Takes back what one has asked for, while it waits. */
export async function withdrawDeletion(
  { actor, tx }: Answerer,
  deletion: FoundDeletion,
): Promise<Result<null, 'not-yours' | 'not-waiting'>> {
  if (deletion.askedById !== actor.accountId) return fail('not-yours')
  if (!(await waits(tx, deletion))) return fail('not-waiting')
  await tx.$executeRaw`
    UPDATE "Deletion" SET "state" = 'withdrawn', "answeredAt" = now() WHERE "id" = ${deletion.id}::uuid`
  await announceKept(tx, [deletion.archive])
  return ok(null)
}

async function whyNotAnswer(
  tx: Tx,
  actor: Pick<Actor, 'accountId'>,
  deletion: FoundDeletion,
): Promise<AnswerRefusal | null> {
  if (deletion.askedById === actor.accountId) return 'own-request'
  return (await waits(tx, deletion)) ? null : 'not-waiting'
}

async function waits(tx: Tx, { id, state }: FoundDeletion): Promise<boolean> {
  if (state !== 'waiting') return false
  const [row] = await tx.$queryRaw<{ waits: boolean }[]>`
    SELECT "expiresAt" > clock_timestamp() AS "waits" FROM "Deletion" WHERE "id" = ${id}::uuid`
  return row?.waits === true
}
