import 'server-only'
import { type Copy, type CopyFailure, findCopy } from '#lib/custody/open-copy.ts'
import { openEntry } from '#lib/custody/open-entry.ts'
import type { ByteRange } from '#lib/custody/storage-driver.ts'
import { readZipDirectory, type ZipEntry } from '#lib/custody/zip-directory.ts'
import type { Database } from '#lib/system/database.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import type { PieceTrouble } from './model.ts'
import { type ManifestFile, readManifest } from './stream-manifest.ts'

/** A list of fifty streams is some kilobytes. */
const LARGEST_MANIFEST = 512 * 1024
/** To get at a place in what is deflated all before it is unpacked: up to here that is a matter of a second or two. */
const LARGEST_DEFLATED = 512 * 1024 * 1024
/** Pictures and sound have no air left. What says that it grows more than so much is made to be a nuisance. */
const MOST_GROWTH = 20
/** Answered at once, so that no stream holds one of the browser's few connections while others wait for theirs. */
const STORED_BYTES = 1024 * 1024
/** Each answer unpacks from the beginning: fewer of them. */
const DEFLATED_BYTES = 16 * 1024 * 1024
const KEPT = 64

export type Individual = { id: string; platformId: string }
export type PieceFailure = CopyFailure | 'no-zip' | 'no-manifest' | 'no-piece'

/** One file of a stream: somebody who comes back has another. */
export type Piece = Pick<ManifestFile, 'streamId' | 'videoType'> & {
  fromMs: number
  toMs: number
  found: Result<{ entry: ZipEntry; contentType: string }, PieceTrouble>
}

/** A file that is sent, as a copy is. */
export type PieceCopy = Omit<Copy, 'open'> & {
  /** Bytes of one answer. */
  most: number
  open(
    range: ByteRange | null,
    signal: AbortSignal,
  ): Promise<Result<ReadableStream<Uint8Array>, PieceFailure>>
}

type Directory = { copy: Copy; pieces: Piece[] }

/** Directories that were read lately: each part that a player asks for would need them again. They change with the bytes. */
const kept = new Map<string, Piece[]>()

/** What a zip of single streams holds, in the order of its list. */
export async function findPieces(
  db: Database,
  archive: Individual,
  signal: AbortSignal,
): Promise<Result<Directory, PieceFailure>> {
  const copy = await findCopy(db, archive.id)
  if (!copy.ok) return copy
  const key = `${archive.id} ${copy.value.etag} ${copy.value.size}`
  const known = kept.get(key)
  if (known) return ok({ copy: copy.value, pieces: known })
  const read = await readPieces(copy.value, archive.platformId, signal)
  if (!read.ok) return read
  kept.set(key, read.value)
  for (const oldest of [...kept.keys()].slice(0, -KEPT)) kept.delete(oldest)
  return ok({ copy: copy.value, pieces: read.value })
}

/** One of them as a file by itself. */
export async function findPiece(
  db: Database,
  archive: Individual,
  number: number,
  signal: AbortSignal,
): Promise<Result<PieceCopy, PieceFailure>> {
  const directory = await findPieces(db, archive, signal)
  if (!directory.ok) return directory
  const { copy, pieces } = directory.value
  const found = pieces[number]?.found
  if (!found?.ok) return fail('no-piece')
  const { entry, contentType } = found.value
  return ok({
    size: entry.size,
    contentType,
    etag: `${copy.etag.slice(0, -1)}-${number}"`,
    most: entry.packing === 'stored' ? STORED_BYTES : DEFLATED_BYTES,
    open: (range, abort) => openEntry(copy, entry, range, abort),
  })
}

/** Only entries that the list names are ever opened. */
export async function readPieces(
  copy: Pick<Copy, 'open' | 'size'>,
  platformId: string,
  signal: AbortSignal,
): Promise<Result<Piece[], PieceFailure>> {
  const entries = await readZipDirectory(copy, signal)
  if (!entries.ok) return entries
  const list = entries.value.find(({ name }) => name === `${platformId}.json`)
  if (!list || list.size > LARGEST_MANIFEST || list.size === 0) return fail('no-manifest')
  const text = await textOf(copy, list, signal)
  if (!text.ok) return text
  const files = readManifest(text.value, platformId)
  if (!files.ok) return files
  const byName = new Map(entries.value.map((entry) => [entry.name, entry]))
  return ok(
    files.value.map(({ streamId, videoType, startTimeOffset: fromMs, stopTimeOffset: toMs, filename }) => ({
      streamId,
      videoType,
      fromMs,
      toMs,
      found: fileNamed(filename, byName.get(filename)),
    })),
  )
}

const TYPES: Record<string, string> = { webm: 'video/webm', mp4: 'video/mp4' }

function fileNamed(name: string, entry: ZipEntry | undefined): Piece['found'] {
  if (!entry || entry.size === 0) return fail('missing')
  const contentType = TYPES[/\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? '']
  if (!contentType) return fail('unknown-kind')
  const { packing, size, packedSize } = entry
  if (packing === 'deflated' && (size > LARGEST_DEFLATED || size > packedSize * MOST_GROWTH))
    return fail('too-large')
  return ok({ entry, contentType })
}

async function textOf(
  copy: Pick<Copy, 'open'>,
  entry: ZipEntry,
  signal: AbortSignal,
): Promise<Result<string, PieceFailure>> {
  const body = await openEntry(copy, entry, null, signal)
  if (!body.ok) return body
  try {
    return ok(await new Response(body.value).text()) // no more comes than its entry says
  } catch {
    return fail('no-manifest')
  }
}
