import { createHash } from 'node:crypto'
import { accessSync, constants, mkdirSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { isAlive } from '../is-alive.ts'

/**
 * Where tests keep what nobody needs after them: in memory, where the system offers that. They make and drop databases by
 * the hundred, and ext4, which avoids inodes it has just freed (`recently_deleted`), then takes half of both processors.
 */
const MEMORY = '/dev/shm'
const ENOUGH_BYTES = 4 * 1024 ** 3 // a container may give 64 MB

/** The folder in memory for tests of this tree, by this user; null where there is none or too little of it. */
export function memoryFolder(root: string): string | null {
  if (!hasRoom()) return null
  const tree = createHash('sha256').update(root).digest('hex').slice(0, 8)
  const folder = join(MEMORY, `gavel-tests-${process.getuid?.() ?? 0}-${tree}`)
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  return folder
}

/** A folder for the temporary files of this run, and how to remove it; null as above. Those of runs that were killed go first. */
export function memoryForFiles(root: string): { folder: string; remove: () => void } | null {
  const home = memoryFolder(root)
  if (home === null) return null
  for (const name of readdirSync(home)) {
    const pid = Number(/^files-(\d+)$/.exec(name)?.[1])
    if (pid && !isAlive(pid)) rmSync(join(home, name), { recursive: true, force: true })
  }
  const folder = join(home, `files-${process.pid}`)
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

function hasRoom(): boolean {
  if (process.platform !== 'linux') return false
  try {
    accessSync(MEMORY, constants.W_OK)
    const { bavail, bsize } = statfsSync(MEMORY)
    return bavail * bsize >= ENOUGH_BYTES
  } catch {
    return false // no such folder, or not ours: then on disk
  }
}
