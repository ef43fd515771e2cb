import 'server-only'
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from 'yauzl'
import { fail, ok, type Result } from '#lib/system/result.ts'
import type { Copy, CopyFailure } from './open-copy.ts'
import { readRange } from './read-range.ts'

/** What a recording's zip has is one file for each stream and a list; what is larger than this is none of the platform's. */
const MOST_ENTRIES = 1_000
/** So much of a zip is read at most to know what is in it. */
const MOST_READ = 8 * 1024 * 1024
/** Read at once, so that the directory of a usual zip costs one question to the storage. */
const BLOCK = 128 * 1024

/** One file in a zip. Its name is hostile text: it is compared and never made a path of. */
export type ZipEntry = {
  name: string
  packing: 'stored' | 'deflated'
  /** Bytes, as the directory says: unpacked, and as they lie there. */
  size: number
  packedSize: number
  /** Where its own header begins in the zip, and where the next one does: what is its own ends before. */
  at: number
  end: number
}

/** `no-zip`: not one that can be read as what the platform makes. */
export type ZipFailure = 'no-zip' | CopyFailure

type Source = Pick<Copy, 'size' | 'open'>

/**
 * What is in a zip, from its directory at the end, which is read by ranges: the rest of the file stays where it is. Refused are
 * zips whose entries share bytes, lie outside the file, have one name, are many, or are encrypted or packed in another way.
 */
export async function readZipDirectory(
  source: Source,
  signal: AbortSignal,
): Promise<Result<ZipEntry[], ZipFailure>> {
  const reader = new RangeReader(source, signal)
  try {
    const zip = await fromRandomAccessReaderPromise(reader, source.size, {
      lazyEntries: true,
      autoClose: false,
      strictFileNames: true,
    })
    if (zip.entryCount > MOST_ENTRIES) return fail('no-zip')
    const entries = await entriesOf(zip)
    const files = filesOf(entries, zip.fileSize)
    return files ? ok(files) : fail('no-zip')
  } catch {
    return fail(reader.failure ?? 'no-zip')
  }
}

/** One after the other: what is in the list twice, or is no file, makes it none of ours. */
function entriesOf(zip: ZipFile): Promise<Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: Entry[] = []
    zip.on('entry', (entry) => {
      entries.push(entry)
      zip.readEntry()
    })
    zip.on('end', () => resolve(entries))
    zip.on('error', reject)
    zip.readEntry()
  })
}

const ENCRYPTED = 0x2041 // by password, strongly, or with its own header hidden
/** A header without a name. */
export const LEAST_HEADER = 30

/** One behind the other within the file; null where they share bytes or a name, or are packed in another way. */
function filesOf(entries: readonly Entry[], fileSize: number): ZipEntry[] | null {
  if (new Set(entries.map(({ fileName }) => fileName)).size !== entries.length) return null
  if (!entries.every(isPlain)) return null
  const inOrder = entries.toSorted((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader)
  const files = inOrder.map(
    (entry, index): ZipEntry => ({
      name: entry.fileName,
      packing: entry.compressionMethod === 0 ? 'stored' : 'deflated',
      size: entry.uncompressedSize,
      packedSize: entry.compressedSize,
      at: entry.relativeOffsetOfLocalHeader,
      end: inOrder[index + 1]?.relativeOffsetOfLocalHeader ?? fileSize,
    }),
  )
  return files.every(({ at, packedSize, end }) => at + LEAST_HEADER + packedSize <= end) ? files : null
}

function isPlain({ generalPurposeBitFlag, compressionMethod, compressedSize, uncompressedSize }: Entry) {
  if ((generalPurposeBitFlag & ENCRYPTED) !== 0) return false
  return compressionMethod === 8 || (compressionMethod === 0 && compressedSize === uncompressedSize)
}

/** Reads as the library asks, in blocks, and keeps the last one. It stops where a directory would be larger than any of ours. */
class RangeReader extends RandomAccessReader {
  failure: CopyFailure | null = null
  #block = { from: 0, bytes: Buffer.alloc(0) }
  #left = MOST_READ
  readonly #source: Source
  readonly #signal: AbortSignal

  constructor(source: Source, signal: AbortSignal) {
    super()
    this.#source = source
    this.#signal = signal
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, count?: number) => void,
  ): void {
    this.#bytesAt(position, length).then(
      (bytes) => callback(null, bytes.copy(buffer, offset)),
      (error: Error) => callback(error),
    )
  }

  async #bytesAt(from: number, length: number): Promise<Buffer> {
    const { size } = this.#source
    if (from < 0 || from + length > size) throw new Error('It points out of the file')
    const held = this.#block
    if (from < held.from || from + length > held.from + held.bytes.length) await this.#load(from, length)
    const { from: begin, bytes } = this.#block
    return bytes.subarray(from - begin, from - begin + length)
  }

  async #load(from: number, length: number): Promise<void> {
    const { size } = this.#source
    // The end is asked for first, and the directory lies just before it.
    const begin = Math.max(0, Math.min(from, size - BLOCK))
    const to = Math.min(size, Math.max(begin + BLOCK, from + length)) - 1
    this.#left -= to - begin + 1
    if (this.#left < 0) throw new Error('Its directory is too large')
    const read = await readRange(this.#source, { from: begin, to }, this.#signal)
    if (!read.ok) {
      this.failure = read.failure
      throw new Error('It could not be read')
    }
    this.#block = { from: begin, bytes: read.value }
  }
}
