import 'server-only'
import { join } from 'node:path'
import type { Storage } from '#generated/prisma/client.ts'
import type { Tx } from '#lib/system/database.ts'
import { env } from '#lib/system/env.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { createDiskDriver } from './disk-driver.ts'
import type { StorageDriver } from './storage-driver.ts'
import { driverOf, settingsOf } from './storage-settings.ts'

export type StoragePlace = { projectId: string; storageId: string | null }
export type DriverFor = (tx: Tx, place: StoragePlace) => Promise<Result<StorageDriver, 'no-storage'>>

/** What reads and writes there; `storageId` null is the server's own disk. Also one that another took the place of: files lie there. */
export const driverFor: DriverFor = async (tx, { projectId, storageId }) => {
  const row = storageId === null ? null : await tx.storage.findFirst({ where: { id: storageId, projectId } })
  if (storageId === null || row?.kind === 'disk')
    return ok(createDiskDriver(join(env().GAVEL_DATA_DIR, 'recordings')))
  const settings = row && settingsOf(row)
  return settings ? ok(driverOf(settings)) : fail('no-storage')
}

/** The storage that a project uses for this now; null when it was given none. */
export function storageOf(tx: Tx, projectId: string, purpose: 'keep' | 'uploads'): Promise<Storage | null> {
  return tx.storage.findFirst({
    where: { projectId, purpose, replacedAt: null },
    orderBy: { createdAt: 'desc' },
  })
}
