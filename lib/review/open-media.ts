import 'server-only'
import { whileAllowed } from '#lib/access/while-allowed.ts'
import { type Copy, findCopy } from '#lib/custody/open-copy.ts'
import type { ByteRange } from '#lib/custody/storage-driver.ts'
import type { Database } from '#lib/system/database.ts'
import { log } from '#lib/system/log.ts'
import { contentDisposition, mediaType } from './file-heading.ts'
import { findPiece, type PieceFailure } from './find-pieces.ts'
import { wantedRange } from './media-range.ts'
import type { Purpose } from './model.ts'
import { recordViewing, type Viewer } from './record-viewing.ts'

/** What is in a zip is known within so long, or it is as if the storage had not answered. */
export const READ_MS = 10_000

type Recording = {
  id: string
  platformId: string
  projectId: string
  sessionId: string
  name: string | null
}
type Asked = { purpose: Purpose; request: Request; piece?: number | undefined }

/**
 * Sends a recording, or one file of a zip of streams, one range at most, and breaks off once whoever gets it may not have it any
 * more. Who it is and what for is on the record before the first byte.
 */
export async function openMedia(
  db: Database,
  viewer: Viewer,
  recording: Recording,
  { purpose, request, piece }: Asked,
): Promise<Response> {
  const { headers, signal } = request
  const copy =
    piece === undefined
      ? await findCopy(db, recording.id)
      : await findPiece(db, recording, piece, AbortSignal.any([signal, AbortSignal.timeout(READ_MS)]))
  if (!copy.ok) return refused(recording.id, copy.failure)
  const { size } = copy.value
  const wanted = wantedRange({ range: headers.get('range'), ifRange: headers.get('if-range') }, copy.value)
  if (wanted.kind === 'beyond')
    return sentence(416, 'There is no such part of this recording.', { 'content-range': `bytes */${size}` })
  const range = wanted.kind === 'part' ? { from: wanted.from, to: wanted.to } : null
  await recordViewing(db, viewer, recording, purpose)
  if (request.method === 'HEAD') return answer(null, copy.value, range, { recording, purpose })
  const body = await copy.value.open(range, signal)
  if (!body.ok) return refused(recording.id, body.failure)
  const permission = purpose === 'downloaded' ? 'archive.export' : 'archive.view'
  const guarded = whileAllowed(body.value, { actor: viewer.actor, permission })
  return answer(guarded, copy.value, range, { recording, purpose })
}

function answer(
  body: ReadableStream<Uint8Array> | null,
  { size, etag, contentType }: Omit<Copy, 'open'>,
  range: ByteRange | null,
  { recording, purpose }: { recording: Recording; purpose: Purpose },
): Response {
  const { type, extension } = mediaType(contentType)
  const kind = purpose === 'downloaded' ? 'attachment' : 'inline'
  const headers = new Headers({
    'content-type': type,
    'content-disposition': contentDisposition(kind, recording.name ?? 'Recording', extension),
    'accept-ranges': 'bytes',
    etag,
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
  })
  if (range) headers.set('content-range', `bytes ${range.from}-${range.to}/${size}`)
  return new Response(body, { status: range ? 206 : 200, headers })
}

export const MEDIA_WORDS: Record<PieceFailure, [status: number, text: string]> = {
  gone: [404, 'The platform has no file of this recording any more.'],
  empty: [404, 'The platform’s file of this recording is empty.'],
  'in-bucket': [
    404,
    'The platform put it into the storage of the project, from where it has not been taken over yet.',
  ],
  paused: [503, 'This project is paused: nothing is asked of the platform. An admin can resume it.'],
  'platform-away': [502, 'The platform could not be asked for this recording. Try again in a moment.'],
  'platform-storage': [502, "The platform's storage did not answer. Try again in a moment."],
  'no-file': [404, 'There is no file of this recording any more.'],
  'not-found': [404, 'The storage has no file of this recording any more.'],
  refused: [502, 'The storage refuses to hand this recording out. An admin can look at its rights.'],
  unavailable: [502, 'The storage did not answer. Try again in a moment.'],
  full: [502, 'The storage did not answer. Try again in a moment.'],
  changed: [502, 'The storage holds something else than what was put there.'],
  'no-zip': [502, 'The file is no zip of streams that can be read here. It can be downloaded as it is.'],
  'no-manifest': [
    502,
    'The zip does not say which streams are in it, or says it of another recording. It can be downloaded as it is.',
  ],
  'no-piece': [404, 'There is no such stream in this recording.'],
}

function refused(archiveId: string, failure: PieceFailure): Response {
  log.warn({ archiveId, failure }, 'a recording could not be sent')
  const [status, text] = MEDIA_WORDS[failure]
  return sentence(status, text)
}

function sentence(status: number, text: string, headers: Record<string, string> = {}): Response {
  return new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers } })
}
