import type { ArchiveState, CustodyStep } from '#generated/prisma/client.ts'
import type { Database } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { aSession } from './rows.ts'

const DAY_MS = 24 * 3_600_000

/** A recording that is over, with a copy of its own, so many days old. */
export async function aRecording(
  db: Database,
  projectId: string,
  given: Partial<{ daysOld: number; state: ArchiveState; step: CustodyStep; copy: boolean }> = {},
) {
  const { daysOld = 0, state = 'available', step = 'kept', copy = true } = given
  const stoppedAt = new Date(Date.now() - daysOld * DAY_MS)
  const session = await aSession(db, projectId, { name: 'Late-night karaoke' })
  const startedAt = new Date(stoppedAt.getTime() - 60_000)
  const archive = await db.archive.create({
    data: {
      projectId,
      sessionId: session.id,
      platformId: newId(),
      state,
      startedAt,
      stoppedAt,
      duration: 60,
      size: 4_096n,
    },
  })
  const archiveId = archive.id
  // The database has begun its custody; here that is over.
  const custody = { step, nextAt: null, copyUntil: null }
  await db.custody.upsert({
    where: { archiveId },
    update: custody,
    create: { archiveId, projectId, ...custody },
  })
  if (copy)
    await db.storedFile.create({
      data: {
        archiveId,
        projectId,
        name: `${archiveId}/${newId()}`,
        contentType: 'video/mp4',
        state: 'whole',
        size: 4_096n,
        have: 4_096n,
        sha256: new Uint8Array(32).fill(7),
        wholeAt: stoppedAt,
      },
    })
  return archive
}
