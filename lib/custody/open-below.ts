import 'server-only'
import { constants } from 'node:fs'
import { type FileHandle, mkdir, open, realpath, rename, unlink } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'

/** `<id>/<id>.<ending>`, and the same while it is being written. Nothing else is ever looked for on the disk. */
const NAME = /^[0-9a-f-]{36}\/[0-9a-f-]{36}\.[a-z0-9]{2,5}(\.part)?$/

class NotBelow extends Error {
  readonly code = 'ELOOP'
  constructor() {
    super('This name does not lie below the folder of recordings')
  }
}

/**
 * Files below one folder, and never outside: a name has one shape, its folder's real place is looked at, and the file itself is
 * opened without following a link, so that whoever can plant one there makes us read nothing else.
 */
export async function openBelow(
  root: string,
  name: string,
  flags: number,
  mode = 0o600,
): Promise<FileHandle> {
  const path = await placeBelow(root, name, { make: (flags & constants.O_CREAT) !== 0 })
  const handle = await open(path, flags | constants.O_NOFOLLOW, mode)
  if ((await handle.stat()).isFile()) return handle
  await handle.close()
  throw new NotBelow()
}

export async function renameBelow(root: string, from: string, to: string): Promise<void> {
  await rename(await placeBelow(root, from), await placeBelow(root, to))
  await syncFolder(dirname(await placeBelow(root, to)))
}

export async function removeBelow(root: string, name: string): Promise<void> {
  await unlink(await placeBelow(root, name))
}

async function placeBelow(root: string, name: string, { make = false } = {}): Promise<string> {
  if (!NAME.test(name)) throw new NotBelow()
  const folder = join(root, dirname(name))
  if (make) await mkdir(folder, { recursive: true, mode: 0o700 })
  const real = await realpath(folder)
  if (real !== join(await realpath(root), dirname(name)) || real.split(sep).includes('..'))
    throw new NotBelow()
  return join(real, basename(name))
}

/** That a file has its name must outlive a power cut too. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
