import 'server-only'
import { createHash } from 'node:crypto'
import { fail, ok, type Result } from '#lib/system/result.ts'
import type { FoundFile } from './find-for-custody.ts'
import { inParts, oneAhead } from './in-parts.ts'
import { sha256 } from './sha256.ts'
import { PART_BYTES, type StorageDriver, type StorageFailure } from './storage-driver.ts'

/** Reads a file back and compares each of its parts with what was written. `every` is called after each part. */
export async function compareFile(
  driver: StorageDriver,
  file: Pick<FoundFile, 'name' | 'parts' | 'have'>,
  every: () => Promise<void>,
): Promise<Result<{ sha256: Uint8Array<ArrayBuffer>; encryption: string | null }, StorageFailure>> {
  const there = await driver.stat(file.name)
  if (!there.ok) return there
  if (there.value.size !== Number(file.have)) return fail('changed')
  const read = await digestFile(driver, file.name, every)
  if (!read.ok) return read
  if (Buffer.compare(read.value.parts, file.parts) !== 0) return fail('changed')
  return ok({ sha256: new Uint8Array(read.value.sha256), encryption: there.value.encryption })
}

/** For so long a part of 8 MiB may be on its way, in ms: what drips holds up the files behind it, and counts as no answer. */
const PART_MS = 60_000
const WHOLE_MS = 4 * 3_600_000

/** SHA-256 of a file as it lies there, whole and of each part. */
export async function digestFile(
  driver: StorageDriver,
  name: string,
  every: () => Promise<void>,
  partMs = PART_MS,
): Promise<Result<{ sha256: Buffer; parts: Buffer; size: number }, StorageFailure>> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), partMs)
  try {
    const signal = AbortSignal.any([late.signal, AbortSignal.timeout(WHOLE_MS)])
    return await digestAs(await driver.read(name, null, signal), async () => {
      timer.refresh()
      await every()
    })
  } finally {
    clearTimeout(timer)
  }
}

async function digestAs(
  opened: Result<ReadableStream<Uint8Array>, StorageFailure>,
  every: () => Promise<void>,
): Promise<Result<{ sha256: Buffer; parts: Buffer; size: number }, StorageFailure>> {
  if (!opened.ok) return opened
  const whole = createHash('sha256')
  const parts: Uint8Array[] = []
  let size = 0
  try {
    for await (const part of oneAhead(inParts(opened.value, PART_BYTES))) {
      const digest = sha256(part) // beside the thread that takes the digest of the whole
      whole.update(part)
      parts.push(await digest)
      size += part.byteLength
      await every()
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error) return fail('unavailable') // the line or the disk, in the middle
    throw error
  }
  return ok({ sha256: whole.digest(), parts: Buffer.concat(parts), size })
}
