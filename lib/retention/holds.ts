import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import type { Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { announceLettingGo } from './announce-letting-go.ts'
import { type FoundArchive, findArchive } from './find-archive.ts'

/** Puts a recording on legal hold: nothing deletes it while one stands. What is being deleted is too late to hold. */
export async function placeHold(
  tx: Tx,
  actor: Pick<Actor, 'accountId'>,
  archive: FoundArchive,
  reason: string,
): Promise<Result<{ holdId: string }, 'being-deleted' | 'deleted-already'>> {
  if (archive.deletion?.state === 'done') return fail('deleted-already')
  if (archive.deletion?.state === 'deleting') return fail('being-deleted')
  const hold = { id: newId(), archiveId: archive.id, projectId: archive.projectId }
  await tx.hold.create({ data: { ...hold, placedById: actor.accountId, reason }, select: { id: true } })
  await announceLettingGo(tx, archive)
  return ok({ holdId: hold.id })
}

/** A hold with its recording, both locked, the recording first. */
export async function findHold(tx: Tx, holdId: string) {
  const place = await tx.hold.findUnique({ where: { id: holdId }, select: { archiveId: true } })
  const archive = place && (await findArchive(tx, place.archiveId))
  if (!archive) return null
  const hold = await tx.hold.findUniqueOrThrow({
    where: { id: holdId },
    select: { id: true, projectId: true, liftedAt: true },
  })
  return { ...hold, archive }
}

export type FoundHold = NonNullable<Awaited<ReturnType<typeof findHold>>>

/** Lifts one hold; others that stand go on holding. */
export async function liftHold(
  tx: Tx,
  actor: Pick<Actor, 'accountId'>,
  hold: FoundHold,
  reason: string,
): Promise<Result<{ stillHeld: number }, 'lifted-already'>> {
  if (hold.liftedAt !== null) return fail('lifted-already')
  await tx.$executeRaw`
    UPDATE "Hold" SET "liftedById" = ${actor.accountId}::uuid, "liftedAt" = now(), "liftReason" = ${reason}
    WHERE "id" = ${hold.id}::uuid`
  await announceLettingGo(tx, hold.archive)
  return ok({ stillHeld: hold.archive.holds - 1 })
}
