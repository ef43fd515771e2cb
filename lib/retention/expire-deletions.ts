import 'server-only'
import { recordAudits } from '#lib/audit/record-audit.ts'
import type { Database, Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { announceLettingGo } from './announce-letting-go.ts'

type Due = { id: string; archiveId: string; projectId: string; sessionId: string; askedById: string | null }

/**
 * Ends requests to delete that nobody answered in time. That the time is over is never left to it: whoever answers looks at the
 * database's clock too. Recordings are locked first, as by everybody here; what is locked has its turn a moment later.
 */
export async function expireDeletions(db: Database, limit = 50): Promise<number> {
  return db.$transaction(async (tx) => {
    const due = await tx.$queryRaw<Due[]>`
      SELECT d."id", d."archiveId", d."projectId", r."sessionId", d."askedById"
      FROM "Deletion" d JOIN "Archive" r ON r."id" = d."archiveId"
      WHERE d."state" = 'waiting' AND d."expiresAt" <= clock_timestamp()
      ORDER BY d."id" LIMIT ${limit} FOR NO KEY UPDATE OF r, d SKIP LOCKED`
    for (const { id } of due) await expireOf(tx, id)
    await recordAudits(
      tx,
      due.map(({ id, archiveId, projectId, sessionId, askedById }) => ({
        phase: 'event' as const,
        action: 'deletion.expire',
        actorId: null,
        deviceId: null,
        address: null,
        projectId,
        sessionId,
        subject: `archive:${archiveId}`,
        details: { deletion: id, askedBy: askedById },
        requestId: newId(),
      })),
    )
    for (const { id, archiveId, ...place } of due)
      await announceLettingGo(tx, { id: archiveId, ...place }, id)
    return due.length
  })
}

/** Whether it had run out, and now says so. */
export async function expireOf(tx: Tx, id: string): Promise<boolean> {
  const changed = await tx.$executeRaw`
    UPDATE "Deletion" SET "state" = 'expired'
    WHERE "id" = ${id}::uuid AND "state" = 'waiting' AND "expiresAt" <= clock_timestamp()`
  return changed === 1
}
