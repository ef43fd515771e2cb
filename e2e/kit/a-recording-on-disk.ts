import { createHash, randomBytes } from 'node:crypto'
import { removeCopies } from '#lib/custody/remove-copies.ts'
import type { StorageDriver } from '#lib/custody/storage-driver.ts'
import type { DeletionTools } from '#lib/retention/run-deletions.ts'
import type { Database } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { fail, ok } from '#lib/system/result.ts'
import { aProject, aSession } from './rows.ts'
import { aRecording, scriptedPlatform } from './scripted-platform.ts'

/** A recording that is over, with a copy of ours in a storage and one on the platform: both count what is deleted. */
export async function aRecordingOnDisk(db: Database, given: { projectId?: string; stoppedAt?: Date } = {}) {
  const projectId = given.projectId ?? (await aProject(db)).id
  const { id: sessionId } = await aSession(db, projectId, { name: 'Late-night karaoke' })
  const stoppedAt = given.stoppedAt ?? new Date(Date.now() - 86_400_000)
  const { id: archiveId, platformId } = await db.archive.create({
    data: {
      projectId,
      sessionId,
      platformId: newId(),
      state: 'available',
      startedAt: new Date(stoppedAt.getTime() - 90_000),
      stoppedAt,
      duration: 90,
      size: 4_096n,
    },
  })
  await db.custody.update({ where: { archiveId }, data: { step: 'kept', nextAt: null, copyUntil: null } })
  const bytes = randomBytes(64)
  const name = `${projectId}/${archiveId}/${newId()}`
  await db.storedFile.create({
    data: {
      archiveId,
      projectId,
      name,
      contentType: 'video/mp4',
      state: 'whole',
      size: 4_096n,
      have: 4_096n,
      sha256: createHash('sha256').update(bytes).digest(),
    },
  })
  return {
    projectId,
    sessionId,
    archiveId,
    platformId,
    name,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }
}

export type RecordingOnDisk = Awaited<ReturnType<typeof aRecordingOnDisk>>

/** Both places of a recording as a deletion meets them, with what had an effect there. */
export function placesOf({ platformId, name }: RecordingOnDisk) {
  const stored = new Set([name])
  const counted = {
    onStorage: 0,
    onPlatform: 0,
    /** Each storage's or platform's refusal instead of an answer, while it is set. */
    storageFails: null as 'unavailable' | 'refused' | null,
    platformFails: null as 'unreachable' | 'paused' | null,
    has: () => ({ storage: stored.size > 0, platform: !gone }),
  }
  let gone = false
  const driver: Pick<StorageDriver, 'remove'> = {
    remove: async (file) => {
      if (counted.storageFails) return fail(counted.storageFails)
      if (!stored.delete(file)) return ok('not-there')
      counted.onStorage++
      return ok('removed')
    },
  }
  const platform = {
    ...scriptedPlatform(() => ({ connections: [], streams: [] })),
    getArchive: async () => {
      if (counted.platformFails) return fail({ code: counted.platformFails })
      return gone
        ? fail({ code: 'already-gone' as const })
        : ok(aRecording(platformId, { status: 'available' }))
    },
    deleteArchive: async () => {
      counted.onPlatform++
      gone = true
      return ok(null)
    },
  }
  const tools: DeletionTools = {
    // Only `remove` is asked of it here.
    removeCopies: (at, id) => removeCopies(at, id, async () => ok(driver as StorageDriver)),
    platform: async () => platform,
  }
  return { counted, tools }
}

/** The leases of servers that died run out, and what was put off is due. */
export async function laterFor(db: Database): Promise<void> {
  await db.deletion.updateMany({
    where: { state: 'deleting' },
    data: { leasedUntil: new Date(0), nextAt: new Date(0) },
  })
}
