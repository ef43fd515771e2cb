import 'server-only'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from '#lib/system/database.ts'
import { env } from '#lib/system/env.ts'

/** Ends packages whose days are over, and takes from this server's disk what no package needs. */
export async function expirePackages(db: Database): Promise<void> {
  await db.$executeRaw`
    UPDATE "ExportPackage" SET "state" = 'expired' WHERE "state" = 'ready' AND "expiresAt" <= clock_timestamp()`
  const folder = join(env().GAVEL_DATA_DIR, 'exports')
  const names = await filesIn(folder)
  if (names.length === 0) return
  const needed = await db.exportPackage.findMany({
    where: { state: { in: ['making', 'ready'] } },
    select: { id: true },
  })
  const ids = new Set(needed.map(({ id }) => id))
  for (const name of names) if (!ids.has(name.slice(0, 36))) await rm(join(folder, name), { force: true })
}

async function filesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => /^[0-9a-f-]{36}\.zip(\.\d+\.part)?$/.test(name))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}
