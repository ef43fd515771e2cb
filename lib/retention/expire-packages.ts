import 'server-only'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from '#lib/system/database.ts'
import { env } from '#lib/system/env.ts'
import { packageIdIn, packagesOnDisk } from './package-file.ts'

/** Ends packages whose days are over, and takes from this server's disk what no package needs. */
export async function expirePackages(db: Database): Promise<void> {
  await db.$executeRaw`
    UPDATE "ExportPackage" SET "state" = 'expired' WHERE "state" = 'ready' AND "expiresAt" <= clock_timestamp()`
  const { folder, names } = await packagesOnDisk(env().GAVEL_DATA_DIR)
  if (names.length === 0) return
  const needed = await db.exportPackage.findMany({
    where: { state: { in: ['making', 'ready'] } },
    select: { id: true },
  })
  const ids = new Set(needed.map(({ id }) => id))
  for (const name of names) if (!ids.has(packageIdIn(name))) await rm(join(folder, name), { force: true })
}
