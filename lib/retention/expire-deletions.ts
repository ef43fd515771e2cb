import 'server-only'
import { byTheClock } from '#lib/audit/by-the-clock.ts'
import { recordAudits } from '#lib/audit/record-audit.ts'
import type { Database } from '#lib/system/database.ts'
import { announceKept } from './announce-kept.ts'

type Due = { id: string; archiveId: string; projectId: string; sessionId: string; askedById: string }

/**
 * Ends what was asked and nobody answered in time. Run on every server; that the time is over is never left to it, as whoever
 * answers looks at it too.
 */
export async function expireDeletions(db: Database, limit = 100): Promise<number> {
  return db.$transaction(async (tx) => {
    const due = await tx.$queryRaw<Due[]>`
      SELECT d."id", d."archiveId", d."projectId", a."sessionId", d."askedById"
      FROM "Deletion" d JOIN "Archive" a ON a."id" = d."archiveId"
      WHERE d."state" = 'waiting' AND d."expiresAt" <= clock_timestamp()
      ORDER BY d."id" LIMIT ${limit} FOR NO KEY UPDATE OF a, d SKIP LOCKED`
    if (due.length === 0) return 0
    await tx.deletion.updateMany({
      where: { id: { in: due.map(({ id }) => id) } },
      data: { state: 'expired' },
    })
    await recordAudits(
      tx,
      due.map(({ id, archiveId, projectId, sessionId, askedById }) => ({
        ...byTheClock(),
        action: 'archive.expireDeletion',
        projectId,
        sessionId,
        subject: `archive:${archiveId}`,
        details: { deletion: id, askedBy: askedById },
      })),
    )
    await announceKept(
      tx,
      due.map(({ archiveId, projectId, sessionId }) => ({ id: archiveId, projectId, sessionId })),
    )
    return due.length
  })
}
