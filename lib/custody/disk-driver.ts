import 'server-only'
import { constants } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { openBelow, removeBelow, renameBelow } from './open-below.ts'
import { PART_BYTES, type StorageDriver, type StorageFailure, type StorageWriter } from './storage-driver.ts'

const READ_BYTES = 1024 * 1024

/** Recordings on a disk of the server: below `root`, which is made when the first one comes. */
export function createDiskDriver(root: string): StorageDriver {
  return {
    stat: (name) =>
      settled(async () => {
        const file = await openBelow(root, name, constants.O_RDONLY)
        const { size, mtimeMs } = await closing(file, () => file.stat())
        return { size, encryption: null, etag: `${size}-${mtimeMs}` }
      }),
    read: (name, range, signal) =>
      settled(async () => {
        const file = await openBelow(root, name, constants.O_RDONLY)
        const part = range ? { start: range.from, end: range.to } : {}
        const stream = file.createReadStream({ ...part, highWaterMark: READ_BYTES, signal })
        // The two declarations of the same class differ in their iterators only.
        return Readable.toWeb(stream) as unknown as ReadableStream<Uint8Array>
      }),
    write: (name, { have }) => settled(() => writerOf(root, name, have)),
    async remove(name) {
      // In this order: a file that is finished in between has its name by then, and goes too.
      const begun = await settled(() => removeBelow(root, partOf(name)))
      const whole = await settled(() => removeBelow(root, name))
      const there = [begun, whole].filter((one) => one.ok || one.failure !== 'not-found')
      const failed = there.find((one) => !one.ok)
      return failed && !failed.ok ? failed : ok(there.length > 0 ? 'removed' : 'not-there')
    },
  }
}

const partOf = (name: string): string => `${name}.part`

/** Whether all of what went on got to the disk is seen when it is read back. */
async function writerOf(root: string, name: string, wanted: number): Promise<StorageWriter> {
  const part = partOf(name)
  const file = await openBelow(root, part, constants.O_WRONLY | constants.O_CREAT)
  const { size } = await closing(file, () => file.stat())
  let have = size >= wanted ? wanted : size - (size % PART_BYTES)
  return {
    uploadId: null,
    get have() {
      return have
    },
    append: (bytes) =>
      settled(async () => {
        // Not made anew: what was removed while it was being written stays away.
        const handle = await openBelow(root, part, constants.O_WRONLY)
        await closing(handle, () => writeWhole(handle, bytes, have))
        have += bytes.byteLength
        return null
      }),
    async finish() {
      const done = await settled(async () => {
        const handle = await openBelow(root, part, constants.O_WRONLY)
        await closing(handle, async () => {
          await handle.truncate(have)
          await handle.sync()
        })
        await renameBelow(root, part, name)
        return null
      })
      if (done.ok || done.failure !== 'not-found') return done
      const there = await settled(() =>
        openBelow(root, name, constants.O_RDONLY).then((file) => file.close()),
      )
      return there.ok ? ok(null) : there // it had been finished before
    },
  }
}

async function writeWhole(file: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < bytes.byteLength; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.byteLength - done, at + done)
    done += bytesWritten
  }
}

async function closing<Value>(file: FileHandle, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work()
  } finally {
    await file.close()
  }
}

const FAILURES: Record<string, StorageFailure> = {
  ENOENT: 'not-found',
  ENOSPC: 'full',
  EDQUOT: 'full',
  EFBIG: 'full',
  EACCES: 'refused',
  EPERM: 'refused',
  EROFS: 'refused',
  ELOOP: 'refused',
  ENOTDIR: 'refused',
}

/** What the system says, as one of our own words; what says nothing of the disk is a mistake of ours, and thrown on. */
async function settled<Value>(work: () => Promise<Value>): Promise<Result<Value, StorageFailure>> {
  try {
    return ok(await work())
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (!/^E[A-Z0-9]+$/.test(code)) throw error
    return fail(FAILURES[code] ?? 'unavailable')
  }
}
