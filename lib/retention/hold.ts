import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import type { Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { announceKept } from './announce-kept.ts'
import type { findHold, Kept } from './find-kept.ts'

type Holder = Pick<Actor, 'accountId'>

/** Puts a recording on hold. Several holds may stand: each is lifted by itself, and as long as one stands nothing is deleted. */
export async function placeHold(
  tx: Tx,
  actor: Holder,
  archive: Kept,
  reason: string,
): Promise<Result<{ holdId: string }, 'being-deleted' | 'deleted'>> {
  if (archive.deletion?.state === 'deleting') return fail('being-deleted')
  if (archive.deletion?.state === 'done') return fail('deleted')
  const { id: archiveId, projectId } = archive
  const { id: holdId } = await tx.hold.create({
    data: { id: newId(), archiveId, projectId, placedById: actor.accountId, reason },
    select: { id: true },
  })
  await announceKept(tx, [archive])
  return ok({ holdId })
}

/** Lifts one hold; the reason for it stays beside the one it was placed for. */
export async function liftHold(
  tx: Tx,
  actor: Holder,
  hold: NonNullable<Awaited<ReturnType<typeof findHold>>>,
  reason: string,
): Promise<Result<null, 'lifted-already'>> {
  if (hold.liftedAt) return fail('lifted-already')
  await tx.$executeRaw`
    UPDATE "Hold" SET "liftedById" = ${actor.accountId}::uuid, "liftedAt" = now(), "liftReason" = ${reason}
    WHERE "id" = ${hold.id}::uuid`
  await announceKept(tx, [{ ...hold, id: hold.archiveId }])
  return ok(null)
}
