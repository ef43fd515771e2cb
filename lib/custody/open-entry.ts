import 'server-only'
import { Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'
import { fail, ok, type Result } from '#lib/system/result.ts'
import type { Copy } from './open-copy.ts'
import { readRange } from './read-range.ts'
import type { ByteRange } from './storage-driver.ts'
import { LEAST_HEADER, type ZipEntry, type ZipFailure } from './zip-directory.ts'

type Body = ReadableStream<Uint8Array>

/**
 * Opens a part of a file in a zip. What is stored is read where it lies; what is deflated has no places in it, so it is unpacked
 * from its beginning and what lies before the part is dropped. It never sends more than the directory says there is.
 */
export async function openEntry(
  zip: Pick<Copy, 'open'>,
  entry: ZipEntry,
  range: ByteRange | null,
  signal: AbortSignal,
): Promise<Result<Body, ZipFailure>> {
  const start = await startOf(zip, entry, signal)
  if (!start.ok) return start
  const wanted = range ?? { from: 0, to: entry.size - 1 }
  if (entry.packing === 'stored')
    return zip.open({ from: start.value + wanted.from, to: start.value + wanted.to }, signal)
  const packed = await zip.open({ from: start.value, to: start.value + entry.packedSize - 1 }, signal)
  if (!packed.ok) return packed
  const parts = Readable.from(inflated(packed.value, wanted, signal), { objectMode: false })
  // Two declarations of the same class, which differ in their iterators only.
  return ok(Readable.toWeb(parts) as unknown as Body)
}

/** An entry is asked for part by part; it does not move. */
const starts = new WeakMap<ZipEntry, number>()
const SIGNATURE = 0x04034b50

/** Its own header, just before its bytes, says how long that is: longer or shorter than what the directory has of it. */
async function startOf(
  zip: Pick<Copy, 'open'>,
  entry: ZipEntry,
  signal: AbortSignal,
): Promise<Result<number, ZipFailure>> {
  const known = starts.get(entry)
  if (known !== undefined) return ok(known)
  const read = await readRange(zip, { from: entry.at, to: entry.at + LEAST_HEADER - 1 }, signal)
  if (!read.ok) return read
  const header = read.value
  const start = entry.at + LEAST_HEADER + header.readUInt16LE(26) + header.readUInt16LE(28)
  if (header.readUInt32LE(0) !== SIGNATURE || start + entry.packedSize > entry.end) return fail('no-zip')
  starts.set(entry, start)
  return ok(start)
}

async function* inflated(packed: Body, { from, to }: ByteRange, signal: AbortSignal) {
  // As above.
  const source = Readable.fromWeb(packed as Parameters<typeof Readable.fromWeb>[0], { signal })
  const unpacked = createInflateRaw()
  source.on('error', (error) => unpacked.destroy(error))
  let at = 0
  try {
    for await (const chunk of source.pipe(unpacked)) {
      const bytes: Uint8Array = chunk
      const part = bytes.subarray(Math.max(0, from - at), Math.max(0, to + 1 - at))
      if (part.byteLength > 0) yield part
      at += bytes.byteLength
      if (at > to) return
    }
  } finally {
    source.destroy()
    unpacked.destroy()
  }
  throw new Error('There is less in it than the zip says')
}
