import { createHash, randomBytes } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileName } from '#lib/custody/file-name.ts'
import type { Database } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { aProject, aSession } from './rows.ts'

export type RecordingOnDisk = { id: string; projectId: string; sessionId: string; bytes: Buffer }

export const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/**
 * A recording whose file lies on the disk of servers with this data directory. Its bytes are noise: nobody plays it. With `zip`
 * it is one of single streams.
 */
export async function aRecordingOnDisk(
  db: Database,
  dataDir: string,
  given: { projectId?: string; name?: string; size?: number; zip?: (platformId: string) => Buffer } = {},
): Promise<RecordingOnDisk> {
  const projectId = given.projectId ?? (await aProject(db)).id
  const { id: sessionId } = await aSession(db, projectId, { name: given.name ?? 'Late-night karaoke' })
  const platformId = newId()
  const bytes = given.zip?.(platformId) ?? randomBytes(given.size ?? 100_000)
  const outputMode = given.zip ? 'individual' : 'composed'
  const contentType = given.zip ? 'application/zip' : 'video/webm'
  const archive = await db.archive.create({
    data: {
      ...{ projectId, sessionId, platformId, outputMode },
      ...{ state: 'deleted', duration: 600, size: bytes.length },
    },
  })
  const name = fileName(projectId, archive.id, contentType)
  await mkdir(join(dataDir, 'recordings', projectId), { recursive: true })
  await writeFile(join(dataDir, 'recordings', name), bytes)
  await db.storedFile.create({
    data: {
      archiveId: archive.id,
      projectId,
      name,
      contentType,
      state: 'whole',
      size: bytes.length,
      have: bytes.length,
      sha256: createHash('sha256').update(bytes).digest(),
      wholeAt: new Date(),
    },
  })
  const custody = { projectId, step: 'kept' as const, nextAt: null }
  await db.custody.upsert({
    where: { archiveId: archive.id },
    create: { archiveId: archive.id, ...custody },
    update: custody,
  })
  return { id: archive.id, projectId, sessionId, bytes }
}
