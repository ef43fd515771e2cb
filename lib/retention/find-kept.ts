import 'server-only'
import type { Tx } from '#lib/system/database.ts'

/**
 * A recording with what holds it and what is to become of it, locked: whoever holds, lifts, asks or answers at the same moment
 * comes one by one, and finds what the one before has done.
 */
export async function findKept(tx: Tx, archiveId: string) {
  await tx.$queryRaw`SELECT 1 FROM "Archive" WHERE "id" = ${archiveId}::uuid FOR NO KEY UPDATE`
  const row = await tx.archive.findUnique({
    where: { id: archiveId },
    select: {
      id: true,
      projectId: true,
      sessionId: true,
      state: true,
      holds: { where: { liftedAt: null }, select: { id: true } },
      deletions: {
        where: { state: { in: ['waiting', 'deleting', 'done'] } },
        select: { id: true, state: true, expiresAt: true },
      },
    },
  })
  if (!row) return null
  const { holds, deletions, ...archive } = row
  return { ...archive, held: holds.length > 0, deletion: deletions[0] ?? null }
}

export type Kept = NonNullable<Awaited<ReturnType<typeof findKept>>>

/** A hold with its recording, the recording locked. */
export async function findHold(tx: Tx, holdId: string) {
  const place = await tx.hold.findUnique({ where: { id: holdId }, select: { archiveId: true } })
  const kept = place && (await findKept(tx, place.archiveId))
  if (!kept) return null
  const hold = await tx.hold.findUniqueOrThrow({
    where: { id: holdId },
    select: { id: true, liftedAt: true },
  })
  return { ...hold, archiveId: kept.id, projectId: kept.projectId, sessionId: kept.sessionId }
}

/** A deletion with its recording, the recording locked. */
export async function findDeletion(tx: Tx, deletionId: string) {
  const place = await tx.deletion.findUnique({ where: { id: deletionId }, select: { archiveId: true } })
  const archive = place && (await findKept(tx, place.archiveId))
  if (!archive) return null
  const deletion = await tx.deletion.findUniqueOrThrow({
    where: { id: deletionId },
    select: { id: true, projectId: true, state: true, askedById: true, expiresAt: true, reason: true },
  })
  return { ...deletion, archive }
}

export type FoundDeletion = NonNullable<Awaited<ReturnType<typeof findDeletion>>>
