import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { recordAlone } from '#lib/audit/record-alone.ts'
import { recordAudit } from '#lib/audit/record-audit.ts'
import type { Database, Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import type { Purpose } from './model.ts'

/** One look at a recording is many requests for its parts: those of one device with no longer pause are one viewing. */
const SAME_VIEWING_MINUTES = 30

export type Viewer = { actor: Actor; address: string | null; requestId: string }

/** Puts on the record who opens a recording and what for; called before its first byte is sent, by whatever way it is asked for. */
export async function recordViewing(
  db: Database,
  { actor, address, requestId }: Viewer,
  archive: { id: string; projectId: string; sessionId: string },
  purpose: Purpose,
): Promise<void> {
  await db.$transaction(async (tx) => {
    // Parts are asked for side by side: the first takes the lock, the others find its row.
    await tx.$queryRaw`SELECT 1 FROM "Device" WHERE "id" = ${actor.deviceId}::uuid FOR UPDATE`
    // A download is asked for once, so each is one; what is played goes on while parts of it are asked for.
    const goesOn = purpose === 'played' ? await continueViewing(tx, actor.deviceId, archive.id) : false
    if (goesOn) return
    await tx.viewing.create({
      data: {
        id: newId(),
        archiveId: archive.id,
        accountId: actor.accountId,
        deviceId: actor.deviceId,
        purpose,
      },
      select: { id: true },
    })
    await recordAudit(tx, {
      phase: 'event',
      action: purpose === 'played' ? 'archive.view' : 'archive.download',
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

/** Puts on the record who is shown a finding's picture; called before it is sent. */
export function recordStill(
  db: Database,
  { actor, address, requestId }: Viewer,
  finding: { id: string; archiveId: string; projectId: string; sessionId: string },
): Promise<void> {
  const { id, archiveId, projectId, sessionId } = finding
  return recordAlone(db, {
    phase: 'event',
    action: 'finding.still',
    actorId: actor.accountId,
    deviceId: actor.deviceId,
    address,
    projectId,
    sessionId,
    subject: `archive:${archiveId}`,
    details: { finding: id },
    requestId,
  })
}

async function continueViewing(tx: Tx, deviceId: string, archiveId: string): Promise<boolean> {
  const continued = await tx.$executeRaw`
    UPDATE "Viewing" SET "lastAt" = now()
    WHERE "id" = (
      SELECT "id" FROM "Viewing"
      WHERE "archiveId" = ${archiveId}::uuid AND "deviceId" = ${deviceId}::uuid AND "purpose" = 'played'
        AND "lastAt" > now() - make_interval(mins => ${SAME_VIEWING_MINUTES})
      ORDER BY "at" DESC LIMIT 1)`
  return continued > 0
}
