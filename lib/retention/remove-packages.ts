import 'server-only'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from '#lib/system/database.ts'
import { env } from '#lib/system/env.ts'
import { packageIdIn, packagesOnDisk } from './package-file.ts'

/**
 * Takes away the packages of a recording that goes: its file is in them, also in those that a server was making when it died.
 * Those still being made find nothing to go on with. Done again it ends the same, wherever it was interrupted.
 */
export async function removePackages(db: Database, archiveId: string): Promise<void> {
  await db.exportPackage.updateMany({
    where: { archiveId, state: { in: ['making', 'ready'] } },
    data: { state: 'expired', nextAt: null, leasedUntil: null },
  })
  const packages = await db.exportPackage.findMany({ where: { archiveId }, select: { id: true } })
  if (packages.length === 0) return
  const ids = new Set(packages.map(({ id }) => id))
  const { folder, names } = await packagesOnDisk(env().GAVEL_DATA_DIR)
  for (const name of names) if (ids.has(packageIdIn(name))) await rm(join(folder, name), { force: true })
}
