import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const LARGE = 512 * 1024
const NOT_SOURCE = /^(node_modules|\.DS_Store|.*\.test\.tsx?)$/

/**
 * One number for the contents of files and folders: it changes when and only when something in them does. Contents and not
 * times, since a checkout or a copy touches every file; only large ones (images) go by size and time.
 */
export function sourceDigest(root: string, paths: readonly string[]): string {
  const hash = createHash('sha256')
  for (const path of paths) add(hash, root, path)
  return hash.digest('hex')
}

function add(hash: ReturnType<typeof createHash>, root: string, path: string): void {
  const full = join(root, path)
  if (!existsSync(full)) return
  const status = statSync(full)
  if (status.isDirectory()) {
    for (const name of readdirSync(full).sort())
      if (!NOT_SOURCE.test(name)) add(hash, root, `${path}/${name}`)
    return
  }
  hash.update(`${path}\0${status.size}\0`)
  hash.update(status.size > LARGE ? String(status.mtimeMs) : readFileSync(full))
}
