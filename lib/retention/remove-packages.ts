import 'server-only'
import { rm } from 'node:fs/promises'
import type { Database } from '#lib/system/database.ts'
import { env } from '#lib/system/env.ts'
import { packageFile } from './package-file.ts'

/** Takes away the packages of a recording that goes: its file is in them. Also those still being made find nothing to go on with. */
export async function removePackages(db: Database, archiveId: string): Promise<void> {
  const packages = await db.exportPackage.findMany({
    where: { archiveId, state: { in: ['making', 'ready'] } },
    select: { id: true },
  })
  const ids = packages.map(({ id }) => id)
  await db.exportPackage.updateMany({
    where: { id: { in: ids } },
    data: { state: 'expired', nextAt: null, leasedUntil: null },
  })
  for (const id of ids) await rm(packageFile(env().GAVEL_DATA_DIR, id), { force: true })
}
