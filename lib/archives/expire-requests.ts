import 'server-only'
import { byTheClock } from '#lib/audit/by-the-clock.ts'
import { recordAudit } from '#lib/audit/record-audit.ts'
import type { Database } from '#lib/system/database.ts'
import { announceRequests } from './announce-requests.ts'

type Due = { id: string; projectId: string; sessionId: string; askedById: string; wasApproved: boolean }

/**
 * Ends requests that nobody answered in time, and approvals that nobody used. Run every second on each server; that a minute
 * is over is never left to it, as whoever answers or starts looks at the time too. Sessions are locked first, as by everybody
 * who changes a request; those that are locked have their turn a second later.
 */
export async function expireRequests(db: Database, limit = 100): Promise<number> {
  return db.$transaction(async (tx) => {
    const due = await tx.$queryRaw<Due[]>`
      SELECT r."id", r."projectId", r."sessionId", r."askedById", r."state" = 'approved' AS "wasApproved"
      FROM "ArchiveRequest" r JOIN "VideoSession" s ON s."id" = r."sessionId"
      WHERE r."state" IN ('waiting', 'approved') AND r."expiresAt" <= clock_timestamp()
      ORDER BY r."id" LIMIT ${limit} FOR NO KEY UPDATE OF s, r SKIP LOCKED`
    if (due.length === 0) return 0
    await tx.archiveRequest.updateMany({
      where: { id: { in: due.map(({ id }) => id) } },
      data: { state: 'expired' },
    })
    for (const { id, projectId, sessionId, askedById, wasApproved } of due)
      await recordAudit(tx, {
        ...byTheClock(),
        action: 'archive.expire',
        projectId,
        sessionId,
        subject: `request:${id}`,
        details: { askedBy: askedById, was: wasApproved ? 'approved' : 'waiting' },
      })
    await announceRequests(tx, due)
    return due.length
  })
}
