import 'server-only'
import { Prisma } from '#generated/prisma/client.ts'
import { holdsSql } from '#lib/access/holds-sql.ts'
import { byTheClock } from '#lib/audit/by-the-clock.ts'
import { recordAudits } from '#lib/audit/record-audit.ts'
import { announceArchives } from '#lib/live/announce-archives.ts'
import type { Database, Tx } from '#lib/system/database.ts'

type Left = {
  id: string
  archiveId: string
  projectId: string
  sessionId: string
  reviewerId: string
  second: boolean
}

/**
 * Gives back the reviews that somebody has not finished who may not review there any more: deactivated, erased, or without the
 * role, also when it ran out. What they found stays. Run every second on each server; recordings are locked first, as by
 * everybody who takes or finishes a review.
 */
export async function giveBackLeft(db: Database, limit = 100): Promise<number> {
  return db.$transaction(async (tx) => {
    const left = await tx.$queryRaw<Left[]>`
      SELECT v."id", v."archiveId", v."projectId", a."sessionId", v."reviewerId", v."second"
      FROM "Review" v JOIN "Archive" a ON a."id" = v."archiveId"
      WHERE v."state" = 'inReview'
        AND NOT ${holdsSql(Prisma.sql`v."reviewerId"`, Prisma.sql`v."projectId"`, 'archive.review')}
      ORDER BY v."archiveId" LIMIT ${limit} FOR NO KEY UPDATE OF a, v SKIP LOCKED`
    if (left.length === 0) return 0
    await tx.review.deleteMany({ where: { id: { in: left.map(({ id }) => id) } } })
    await moveUp(tx, left)
    await recordAudits(
      tx,
      left.map(({ archiveId, projectId, sessionId, reviewerId }) => ({
        ...byTheClock(),
        action: 'review.giveBack',
        projectId,
        sessionId,
        subject: `archive:${archiveId}`,
        details: { reviewer: reviewerId },
      })),
    )
    await announceArchives(tx, [...new Set(left.map(({ archiveId }) => archiveId))])
    return left.length
  })
}

/** Where the first one is gone, the second is the first: only so another second can be found. */
async function moveUp(tx: Tx, left: readonly Left[]): Promise<void> {
  const firstless = left.filter(({ second }) => !second).map(({ archiveId }) => archiveId)
  await tx.review.updateMany({ where: { archiveId: { in: firstless } }, data: { second: false } })
}
