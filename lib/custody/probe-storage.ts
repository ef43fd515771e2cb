import 'server-only'
import { randomBytes } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { newId } from '#lib/system/ids.ts'
import { type Inquiry, inquireAzure, inquireS3 } from './inquire-storage.ts'
import type { StorageFinding, StoragePurpose } from './model.ts'
import { STORAGE_WAY, type StorageWay } from './s3-asker.ts'
import type { StorageDriver, StorageFailure } from './storage-driver.ts'
import { driverOf, type OutsideSettings } from './storage-settings.ts'

/**
 * Finds out, without harm, what our key may do in a storage and how that is set up. Only names of our own making are written and
 * deleted, and what was written is taken away again. In a bucket that the platform fills, Gavel should be able to read and no
 * more: that it could not write or delete is only known by having tried.
 */
export async function probeStorage(
  settings: OutsideSettings,
  purpose: StoragePurpose,
  way: StorageWay = STORAGE_WAY,
): Promise<StorageFinding[]> {
  const driver = driverOf(settings, way)
  const inquiry = settings.kind === 's3' ? inquireS3(settings, way) : inquireAzure(settings, way)
  const found = purpose === 'keep' ? await probeKeeping(driver, inquiry) : await probeUploads(driver, inquiry)
  return [...new Set(found)]
}

const LACKING = {
  put: { refused: 'cannot-put', 'not-found': 'no-bucket', full: 'full' },
  read: { refused: 'cannot-read', 'not-found': 'cannot-read' },
  delete: { refused: 'cannot-delete' },
} as const satisfies Record<string, Partial<Record<StorageFailure, StorageFinding>>>

function lacking(deed: keyof typeof LACKING, failure: StorageFailure): StorageFinding {
  const known: Partial<Record<StorageFailure, StorageFinding>> = LACKING[deed]
  return known[failure] ?? 'unreachable'
}

/** Written in a part, read back, looked at as a stranger, removed: all that keeping a recording takes. */
async function probeKeeping(driver: StorageDriver, inquiry: Inquiry): Promise<StorageFinding[]> {
  const name = probeName()
  const bytes = randomBytes(64)
  const found: StorageFinding[] = []
  const put = await putProbe(driver, name, bytes)
  if (put !== null) return [lacking('put', put)]
  const read = await readProbe(driver, name)
  if (!Buffer.isBuffer(read)) found.push(lacking('read', read))
  else if (!read.equals(bytes)) found.push('unreachable')
  found.push(...(await inquiry.settings(name)))
  if (await inquiry.isPublic(name)) found.push('public-read')
  const removed = await driver.remove(name)
  if (!removed.ok) found.push(lacking('delete', removed.failure))
  return found.filter((one) => one !== 'no-versions' && one !== 'unknown-versions') // they are for what others write
}

async function probeUploads(driver: StorageDriver, inquiry: Inquiry): Promise<StorageFinding[]> {
  const listed = await inquiry.firstName()
  if (listed.state !== 'listed')
    return [
      listed.state === 'refused' ? 'cannot-read' : listed.state === 'not-found' ? 'no-bucket' : 'unreachable',
    ]
  const found: StorageFinding[] = []
  const read = listed.name === null ? null : await driver.stat(listed.name)
  if (read && !read.ok && read.failure === 'refused') found.push('cannot-read')
  if (await inquiry.mayPut(FOREIGN_PROBE)) found.push('may-put')
  if (await inquiry.mayDelete(FOREIGN_PROBE)) found.push('may-delete')
  found.push(...(await inquiry.settings(listed.name)))
  if (await inquiry.isPublic(listed.name)) found.push('public-read')
  return found
}

/** Always the same: where it can be written and not deleted, one lies there and not many. */
const FOREIGN_PROBE = 'gavel-probe.txt'

/** Of the same shape as any other name, in a folder that no project has. */
const probeName = (): string => `${newId()}/${newId()}.probe`

async function putProbe(driver: StorageDriver, name: string, bytes: Buffer): Promise<StorageFailure | null> {
  const writer = await driver.write(name, {
    contentType: 'application/octet-stream',
    uploadId: null,
    have: 0,
  })
  if (!writer.ok) return writer.failure
  const appended = await writer.value.append(bytes)
  if (!appended.ok) return appended.failure
  const finished = await writer.value.finish()
  return finished.ok ? null : finished.failure
}

async function readProbe(driver: StorageDriver, name: string): Promise<Buffer | StorageFailure> {
  const read = await driver.read(name, null, AbortSignal.timeout(10_000))
  if (!read.ok) return read.failure
  return buffer(read.value).catch(() => 'unavailable' as const) // it broke off
}
