import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileName } from '#lib/custody/file-name.ts'
import { sealStorageSecret } from '#lib/custody/storage-secret.ts'
import { type Tools, toolsFor } from '#lib/custody/tools.ts'
import { platformFor } from '#lib/platform/platform-for.ts'
import { saveCredentials } from '#lib/platform/save-credentials.ts'
import type { Database } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { type PlatformWithFile, platformWithFile } from './platform-with-file.ts'
import { aProject, aSession } from './rows.ts'
import type { StrictS3 } from './strict-s3.ts'

/** Where a project's recordings are kept: the server's disk below this, or a bucket. */
export type Keeping = { dataDir: string; s3: StrictS3 | null }

/**
 * A recording that any process can fetch, delete and hand out, for its platform and its bucket are asked by HTTP and with the
 * project's own credentials: nothing of it is a function of this process.
 */
export type RecordingOverHttp = {
  projectId: string
  archiveId: string
  platform: PlatformWithFile
  /** As a server has them. */
  tools: Tools
  /** A whole copy of ours comes to lie where this project keeps its recordings, beside the platform's. */
  keep(): Promise<void>
  /** What lies there under our copy's name; null when nothing does. */
  kept(): Promise<Buffer | null>
  end(): Promise<void>
}

export async function recordingOverHttp(
  db: Database,
  bytes: Buffer,
  keeping: Keeping,
): Promise<RecordingOverHttp> {
  const platformId = newId()
  const platform = await platformWithFile(platformId, bytes)
  const { id: projectId } = await aProject(db)
  await db.project.update({ where: { id: projectId }, data: { apiUrl: platform.origin } })
  const apiSecret = randomBytes(20).toString('hex')
  await db.$transaction((tx) => saveCredentials(tx, projectId, { apiSecret }, new Date()))
  const storageId = keeping.s3 ? await aBucket(db, projectId, keeping.s3) : null
  const { id: sessionId } = await aSession(db, projectId)
  const stoppedAt = new Date(Date.now() - 60_000)
  const times = { startedAt: new Date(stoppedAt.getTime() - 60_000), stoppedAt, duration: 60 }
  const { id: archiveId } = await db.archive.create({
    data: { projectId, sessionId, platformId, state: 'available', size: bytes.length, ...times },
  })
  const name = fileName(projectId, archiveId, 'video/mp4')
  return {
    projectId,
    archiveId,
    platform,
    tools: { ...toolsFor(db), platformFor: (id) => platformFor(id, db) },
    async keep() {
      await put(keeping, name, bytes)
      await noteKept(db, { archiveId, projectId, storageId, name, bytes })
    },
    kept: () => read(keeping, name),
    end: platform.stop,
  }
}

async function aBucket(db: Database, projectId: string, { settings }: StrictS3): Promise<string> {
  const { endpoint, region, bucket, prefix, keyId, secret } = settings
  const place = { id: newId(), projectId, purpose: 'keep' as const, endpoint, bucket, keyName: keyId }
  const sealed = sealStorageSecret(secret, place)
  await db.storage.create({ data: { ...place, kind: 's3', region, prefix, ...sealed } })
  return place.id
}

const onDisk = ({ dataDir }: Keeping, name: string): string => join(dataDir, 'recordings', name)
const inBucket = (s3: StrictS3, name: string): string => s3.settings.prefix + name

async function put(keeping: Keeping, name: string, bytes: Buffer): Promise<void> {
  if (keeping.s3) return keeping.s3.place(inBucket(keeping.s3, name), bytes)
  await mkdir(dirname(onDisk(keeping, name)), { recursive: true })
  await writeFile(onDisk(keeping, name), bytes)
}

async function read(keeping: Keeping, name: string): Promise<Buffer | null> {
  if (!keeping.s3) return readFile(onDisk(keeping, name)).catch(nullIfMissing)
  const newest = keeping.s3.versionsOf(inBucket(keeping.s3, name)).at(-1)
  return newest && 'bytes' in newest ? newest.bytes : null
}

function nullIfMissing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
  throw error
}

type Kept = {
  archiveId: string
  projectId: string
  storageId: string | null
  name: string
  bytes: Buffer
}

async function noteKept(db: Database, { bytes, ...place }: Kept): Promise<void> {
  await db.storedFile.create({
    data: {
      ...place,
      contentType: 'video/mp4',
      state: 'whole',
      size: bytes.length,
      have: bytes.length,
      sha256: createHash('sha256').update(bytes).digest(),
      wholeAt: new Date(),
    },
  })
  const done = { step: 'kept' as const, nextAt: null, copyUntil: null }
  await db.custody.update({ where: { archiveId: place.archiveId }, data: done })
}
