import 'server-only'
import { byTheClock } from '#lib/audit/by-the-clock.ts'
import { recordAudit } from '#lib/audit/record-audit.ts'
import { announceArchives } from '#lib/live/announce-archives.ts'
import { endAlerts } from '#lib/live/end-alerts.ts'
import { type NewAlert, raiseAlerts } from '#lib/live/raise-alerts.ts'
import { parseArchiveId } from '#lib/platform/ids.ts'
import type { Database, Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { digestFile } from './compare-file.ts'
import { type DriverFor, driverFor, storageOf } from './driver-for.ts'
import type { StorageDriver, StorageFailure } from './storage-driver.ts'

/** From so many attempts on an upload that is not there counts as lost; between two of them lie ten minutes. */
const LOST_AFTER = 3
/** The vendor writes the first and the last; the sandbox writes WebM. */
const TYPES = { mp4: 'video/mp4', webm: 'video/webm', zip: 'application/zip' } as const

/**
 * Finds the file that the platform has put into the project's own storage, and keeps in mind what it is: read once from its
 * beginning to its end. Done twice it is as once. What is not there after some attempts alarms, until it is there.
 */
export async function findUpload(
  db: Database,
  { archiveId }: { archiveId: string },
  tools: { driverFor: DriverFor; every: () => Promise<void> } = { driverFor, every: async () => {} },
): Promise<Result<'found', StorageFailure | 'no-storage'>> {
  const known = await db.storedFile.count({
    where: { archiveId, writtenBy: 'platform', state: { not: 'deleted' } },
  })
  if (known > 0) return ok('found')
  const upload = await uploadOf(db, archiveId)
  const storage = upload && (await storageOf(db, upload.projectId, 'uploads'))
  if (!storage) return fail('no-storage')
  const driver = await tools.driverFor(db, { projectId: upload.projectId, storageId: storage.id })
  if (!driver.ok) return driver
  const found = await readUpload(driver.value, upload.folder, tools.every)
  if (found.ok) await noteUpload(db, { ...upload, storageId: storage.id }, found.value)
  else if (found.failure === 'not-found') await noteMissing(db, upload)
  return found.ok ? ok('found') : found
}

type Upload = { archiveId: string; projectId: string; sessionId: string; folder: string }
type Found = {
  name: string
  contentType: string
  size: number
  sha256: Uint8Array<ArrayBuffer>
  parts: Uint8Array<ArrayBuffer>
  encryption: string | null
}

/** Where the platform puts it; null for ids that no name may be made of. */
async function uploadOf(db: Database, archiveId: string): Promise<Upload | null> {
  const { projectId, sessionId, platformId, session } = await db.archive.findUniqueOrThrow({
    where: { id: archiveId },
    select: {
      projectId: true,
      sessionId: true,
      platformId: true,
      session: { select: { project: { select: { platformId: true } } } },
    },
  })
  const project = session.project.platformId
  const archive = parseArchiveId(platformId)
  if (!archive.ok || !/^[0-9a-f-]{1,40}$/i.test(project)) return null
  return { archiveId, projectId, sessionId, folder: `${project}/${archive.value}` }
}

async function readUpload(
  driver: StorageDriver,
  folder: string,
  every: () => Promise<void>,
): Promise<Result<Found, StorageFailure>> {
  for (const [ending, contentType] of Object.entries(TYPES)) {
    const name = `${folder}/archive.${ending}`
    const there = await driver.stat(name)
    if (!there.ok && there.failure !== 'not-found') return there
    if (!there.ok || there.value.size === 0) continue // what has nothing in it is not the recording
    const read = await digestFile(driver, name, every)
    if (!read.ok) return read
    const { sha256, parts, size } = read.value
    if (size !== there.value.size) return fail('changed') // it is still being written
    const { encryption } = there.value
    return ok({
      name,
      contentType,
      size,
      encryption,
      sha256: new Uint8Array(sha256),
      parts: new Uint8Array(parts),
    })
  }
  return fail('not-found')
}

async function noteUpload(
  db: Database,
  upload: Upload & { storageId: string },
  { name, contentType, size, sha256, parts, encryption }: Found,
): Promise<void> {
  const { archiveId, projectId, sessionId, storageId } = upload
  await db.$transaction(async (tx) => {
    // Another server may have read it at the same time: it is kept in mind once.
    await tx.$queryRaw`SELECT 1 FROM "Archive" WHERE "id" = ${archiveId}::uuid FOR NO KEY UPDATE`
    const known = await tx.storedFile.count({
      where: { archiveId, writtenBy: 'platform', state: { not: 'deleted' } },
    })
    if (known > 0) return
    const [{ now } = { now: new Date() }] = await tx.$queryRaw<
      { now: Date }[]
    >`SELECT clock_timestamp() AS "now"`
    const file = { archiveId, projectId, storageId, name, contentType, encryption, sha256, parts }
    const times = { wholeAt: now, verifiedAt: now, verifyAt: new Date(now.getTime() + 7 * 86_400_000) }
    await tx.storedFile.create({
      data: { id: newId(), ...file, ...times, size, have: size, state: 'whole', writtenBy: 'platform' },
      select: { id: true },
    })
    await recordAudit(tx, {
      ...byTheClock(),
      action: 'archive.found',
      projectId,
      sessionId,
      subject: `archive:${archiveId}`,
      details: { sha256: Buffer.from(sha256).toString('hex'), size: String(size), encryption },
    })
    await announceArchives(tx, [archiveId])
    await endAlerts(tx, [causeOf(archiveId)])
  })
}

async function noteMissing(db: Database, { archiveId, projectId }: Upload): Promise<void> {
  await db.$transaction(async (tx) => {
    const custody = await tx.custody.findUnique({ where: { archiveId } })
    if (!custody || custody.attempts < LOST_AFTER) return
    const details = { copyUntil: custody.copyUntil?.toISOString() ?? null }
    const cause = causeOf(archiveId)
    await raiseAlerts(tx, [{ kind: 'uploadLost', level: 'urgent', projectId, archiveId, cause, details }])
  })
}

/**
 * What to say when a recording came from the platform itself although the project's go to a bucket: the upload failed, and this
 * one was saved only because the platform keeps what it cannot upload for 72 hours (`fallback: opentok`).
 */
export async function fallbackAlerts(
  tx: Tx,
  { id, projectId }: { id: string; projectId: string },
): Promise<NewAlert[]> {
  if ((await storageOf(tx, projectId, 'uploads')) === null) return []
  const details = { copyUntil: null, saved: true }
  return [{ kind: 'uploadLost', level: 'notice', projectId, archiveId: id, cause: causeOf(id), details }]
}

const causeOf = (archiveId: string): string => `uploadLost:${archiveId}`
