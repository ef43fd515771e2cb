import 'server-only'
import type { Tx } from '#lib/system/database.ts'
import { needsSecond } from './needs-second.ts'

/** A recording with its reviews, locked: who takes, gives or finishes one at the same moment comes after the other. */
export async function findArchive(tx: Tx, archiveId: string) {
  await tx.$queryRaw`SELECT 1 FROM "Archive" WHERE "id" = ${archiveId}::uuid FOR NO KEY UPDATE`
  return readArchive(tx, archiveId)
}

/** A recording with its reviews, as they stand. */
export async function readArchive(tx: Tx, archiveId: string) {
  const row = await tx.archive.findUnique({
    where: { id: archiveId },
    select: {
      id: true,
      projectId: true,
      sessionId: true,
      duration: true,
      outputMode: true,
      session: { select: { project: { select: { secondReviews: true, watermark: true } } } },
      deletions: { where: { state: { in: ['deleting', 'done'] } }, select: { id: true } },
      reviews: { select: { id: true, reviewerId: true, second: true, state: true } },
    },
  })
  if (!row) return null
  const { session, deletions, ...archive } = row
  const { secondReviews, watermark } = session.project
  const isLetGo = deletions.length > 0
  return { ...archive, isLetGo, watermark, sampled: needsSecond(archive.id, secondReviews) }
}

export type ReviewedArchive = NonNullable<Awaited<ReturnType<typeof readArchive>>>
