import 'server-only'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { idSchema } from '#lib/system/ids.ts'

const folderOf = (dataDir: string): string => join(dataDir, 'exports')

/** Where a package lies on this server's disk: named by its id alone. */
export function packageFile(dataDir: string, id: string): string {
  return join(folderOf(dataDir), `${idSchema.parse(id)}.zip`)
}

/** Of which package a file is, finished or not. */
export const packageIdIn = (name: string): string => name.slice(0, 36)

/** What lies on this server's disk of packages: whole ones, and what was begun. */
export async function packagesOnDisk(dataDir: string): Promise<{ folder: string; names: string[] }> {
  const folder = folderOf(dataDir)
  try {
    const names = (await readdir(folder)).filter((name) => /^[0-9a-f-]{36}\.zip(\.\d+\.part)?$/.test(name))
    return { folder, names }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { folder, names: [] }
    throw error
  }
}
