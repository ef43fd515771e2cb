import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/record-audit.ts'
import type { Database } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'

/** One look at a recording is many requests for its parts: those of one device within this time are one viewing. */
const SAME_VIEWING_MINUTES = 30

/** Puts on the record who opens a recording; called before its first byte is sent, by whatever way it is asked for. */
export async function recordViewing(
  db: Database,
  viewer: { actor: Actor; address: string | null; requestId: string },
  archive: { id: string; projectId: string; sessionId: string },
): Promise<void> {
  const { actor, address, requestId } = viewer
  await db.$transaction(async (tx) => {
    // Parts are asked for side by side: the first takes the lock, the others find its row.
    await tx.$queryRaw`SELECT 1 FROM "Device" WHERE "id" = ${actor.deviceId}::uuid FOR UPDATE`
    const since = new Date(Date.now() - SAME_VIEWING_MINUTES * 60_000)
    const known = await tx.viewing.count({
      where: { archiveId: archive.id, deviceId: actor.deviceId, at: { gt: since } },
    })
    if (known > 0) return
    await tx.viewing.create({
      data: { id: newId(), archiveId: archive.id, accountId: actor.accountId, deviceId: actor.deviceId },
      select: { id: true },
    })
    await recordAudit(tx, {
      phase: 'event',
      action: 'archive.view',
      actorId: actor.accountId,
      deviceId: actor.deviceId,
      address,
      projectId: archive.projectId,
      sessionId: archive.sessionId,
      subject: `archive:${archive.id}`,
      details: {},
      requestId,
    })
  })
}
