import 'server-only'
import { join } from 'node:path'
import type { Tx } from '#lib/system/database.ts'
import { env } from '#lib/system/env.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { createDiskDriver } from './disk-driver.ts'
import type { StorageDriver } from './storage-driver.ts'

export type StoragePlace = { projectId: string; storageId: string | null }
export type DriverFor = (tx: Tx, place: StoragePlace) => Promise<Result<StorageDriver, 'no-storage'>>

/** What reads and writes there; `storageId` null is the server's own disk. */
export const driverFor: DriverFor = async (_tx, { storageId }) => {
  if (storageId !== null) return fail('no-storage')
  return ok(createDiskDriver(join(env().GAVEL_DATA_DIR, 'recordings')))
}
