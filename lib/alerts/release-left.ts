import 'server-only'
import { Prisma } from '#generated/prisma/client.ts'
import { holdsSql } from '#lib/access/holds-sql.ts'
import { byTheClock } from '#lib/audit/by-the-clock.ts'
import { recordAudits } from '#lib/audit/record-audit.ts'
import { announceAlerts } from '#lib/live/raise-alerts.ts'
import type { Database } from '#lib/system/database.ts'

type Left = {
  id: string
  projectId: string
  sessionId: string | null
  connectionId: string | null
  claimedById: string
}

/**
 * Leaves to others what was claimed by somebody who may not handle it any more: deactivated, erased, or without the role, also
 * when it ran out. Nobody has to think of it, and the bell rings on. Run every second on each server.
 */
export async function releaseLeft(db: Database, limit = 100): Promise<number> {
  return db.$transaction(async (tx) => {
    const left = await tx.$queryRaw<Left[]>`
      SELECT l."id", l."projectId", l."sessionId", l."connectionId", l."claimedById" FROM "Alert" l
      WHERE l."claimedById" IS NOT NULL AND l."resolvedAt" IS NULL
        AND NOT ${holdsSql(Prisma.sql`l."claimedById"`, Prisma.sql`l."projectId"`, 'alert.handle')}
      ORDER BY l."id" LIMIT ${limit} FOR NO KEY UPDATE OF l SKIP LOCKED`
    if (left.length === 0) return 0
    await tx.alert.updateMany({
      where: { id: { in: left.map(({ id }) => id) } },
      data: { claimedById: null, claimedAt: null },
    })
    await recordAudits(
      tx,
      left.map(({ id, projectId, sessionId, claimedById }) => ({
        ...byTheClock(),
        action: 'alert.release',
        projectId,
        sessionId,
        subject: `alert:${id}`,
        details: { claimedBy: claimedById },
      })),
    )
    await announceAlerts(tx, left)
    return left.length
  })
}
