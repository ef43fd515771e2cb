import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { notRunOut } from '#lib/access/holdings.ts'
import type { Permission } from '#lib/access/permissions.ts'
import type { Tx } from '#lib/system/database.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { announceLettingGo } from './announce-letting-go.ts'
import { findArchive } from './find-archive.ts'

type Who = Pick<Actor, 'accountId'>
export type AnswerRefusal = 'own-request' | 'not-waiting' | 'may-not-answer'

/** A deletion with its recording, both locked, the recording first. */
export async function findDeletion(tx: Tx, deletionId: string) {
  const place = await tx.deletion.findUnique({ where: { id: deletionId }, select: { archiveId: true } })
  const archive = place && (await findArchive(tx, place.archiveId))
  if (!archive) return null
  const [row] = await tx.$queryRaw<
    { id: string; projectId: string; askedById: string | null; ruleId: string | null; waits: boolean }[]
  >`
    SELECT "id", "projectId", "askedById", "ruleId",
      "state" = 'waiting' AND "expiresAt" > clock_timestamp() AS "waits"
    FROM "Deletion" WHERE "id" = ${deletionId}::uuid FOR UPDATE`
  return row ? { ...row, archive } : null
}

export type FoundDeletion = NonNullable<Awaited<ReturnType<typeof findDeletion>>>

/**
 * Agrees that a recording goes. From here on it will happen, whatever crashes meanwhile. Everything is asked anew now: whether
 * this person may agree, whether the other may still ask, whether it is on hold.
 */
export async function approveDeletion(
  tx: Tx,
  actor: Who,
  deletion: FoundDeletion,
  words: string | null,
): Promise<Result<null, AnswerRefusal | 'on-hold' | 'asker-may-not'>> {
  const refusal = await whyNotAnswer(tx, actor, deletion)
  if (refusal) return fail(refusal)
  if (deletion.archive.holds > 0) return fail('on-hold')
  const { askedById, projectId } = deletion
  if (askedById === null || !(await holds(tx, askedById, projectId, 'archive.delete')))
    return fail('asker-may-not')
  await tx.$executeRaw`
    UPDATE "Deletion" SET "state" = 'deleting', "answeredById" = ${actor.accountId}::uuid, "answeredAt" = now(),
      "words" = ${words}, "nextAt" = now() WHERE "id" = ${deletion.id}::uuid`
  await announceLettingGo(tx, deletion.archive, deletion.id)
  return ok(null)
}

/** Says no, with words for whoever asked; the recording stays. */
export async function refuseDeletion(
  tx: Tx,
  actor: Who,
  deletion: FoundDeletion,
  words: string | null,
): Promise<Result<null, AnswerRefusal>> {
  const refusal = await whyNotAnswer(tx, actor, deletion)
  if (refusal) return fail(refusal)
  await tx.$executeRaw`
    UPDATE "Deletion" SET "state" = 'refused', "answeredById" = ${actor.accountId}::uuid, "answeredAt" = now(),
      "words" = ${words} WHERE "id" = ${deletion.id}::uuid`
  await announceLettingGo(tx, deletion.archive, deletion.id)
  return ok(null)
}

/** Takes back what one has asked for, while it waits. */
export async function withdrawDeletion(
  tx: Tx,
  actor: Who,
  deletion: FoundDeletion,
): Promise<Result<null, 'not-yours' | 'not-waiting'>> {
  if (deletion.askedById !== actor.accountId) return fail('not-yours')
  if (!deletion.waits) return fail('not-waiting')
  await tx.$executeRaw`
    UPDATE "Deletion" SET "state" = 'withdrawn', "answeredAt" = now() WHERE "id" = ${deletion.id}::uuid`
  await announceLettingGo(tx, deletion.archive, deletion.id)
  return ok(null)
}

async function whyNotAnswer(tx: Tx, actor: Who, deletion: FoundDeletion): Promise<AnswerRefusal | null> {
  if (deletion.askedById === actor.accountId) return 'own-request'
  if (!(await holds(tx, actor.accountId, deletion.projectId, 'archive.consent'))) return 'may-not-answer'
  return deletion.waits ? null : 'not-waiting'
}

/** Whether somebody holds this there now, by the rows and not by what was loaded when they came to the door. */
export async function holds(
  tx: Tx,
  accountId: string,
  projectId: string,
  permission: Permission,
): Promise<boolean> {
  const held = await tx.roleHolding.count({
    where: {
      accountId,
      account: { disabledAt: null },
      role: { permissions: { has: permission } },
      AND: [{ OR: [{ projectId: null }, { projectId }] }, notRunOut()],
    },
  })
  return held > 0
}
