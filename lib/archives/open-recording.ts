import 'server-only'
import { type CopyFailure, findCopy } from '#lib/custody/open-copy.ts'
import type { ByteRange } from '#lib/custody/storage-driver.ts'
import { database } from '#lib/system/database.ts'
import { log } from '#lib/system/log.ts'

const PLAYABLE = /^(video\/(mp4|webm)|audio\/(mp4|webm))\b/
const HOURS = 3_600_000

const FAILURES: Record<CopyFailure, [status: number, words: string]> = {
  'no-file': [404, 'There is no file of this recording any more.'],
  'not-found': [404, 'The file of this recording is missing from its storage.'],
  gone: [404, 'The platform has no file for this recording any more.'],
  'in-bucket': [404, 'The file is in the storage of the project and was not found there yet.'],
  paused: [503, 'This project is paused: nothing is asked of the platform. An admin can resume it.'],
  'platform-away': [502, 'The platform could not be asked for this recording. Try again in a moment.'],
  'platform-storage': [502, "The platform's storage did not answer. Try again in a moment."],
  refused: [502, 'The storage refused to give out this recording.'],
  unavailable: [502, 'The storage did not answer. Try again in a moment.'],
  full: [502, 'The storage did not answer. Try again in a moment.'],
  changed: [502, 'The storage did not answer. Try again in a moment.'],
}

/** Sends a recording's bytes, one range at most, from wherever they lie. That place never leaves the server. */
export async function openRecording(
  archiveId: string,
  range: string | null,
  signal: AbortSignal,
): Promise<Response> {
  const copy = await findCopy(database(), archiveId)
  if (!copy.ok) return refusal(archiveId, copy.failure)
  const { size, contentType, etag } = copy.value
  const part = rangeOf(range, size)
  if (part === 'beyond')
    return new Response(null, { status: 416, headers: { 'content-range': `bytes */${size}` } })
  const body = await copy.value.open(part, AbortSignal.any([signal, AbortSignal.timeout(4 * HOURS)]))
  if (!body.ok) return refusal(archiveId, body.failure)
  const { from, to } = part ?? { from: 0, to: size - 1 }
  return new Response(body.value, {
    status: part ? 206 : 200,
    headers: {
      'content-type': PLAYABLE.exec(contentType)?.[1] ?? 'application/octet-stream',
      'content-length': String(to - from + 1),
      ...(part ? { 'content-range': `bytes ${from}-${to}/${size}` } : {}),
      'accept-ranges': 'bytes',
      etag,
      'content-disposition': 'inline; filename="recording"',
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    },
  })
}

/**
 * What a `Range` header asks of a file of this size (RFC 9110, 14.1.2): one range; null for all of it, as also where several are
 * asked for, which are of no use to a player and of some to whoever wants to tire the server.
 */
export function rangeOf(header: string | null, size: number): ByteRange | null | 'beyond' {
  const [, first, last, suffix] = /^bytes=(?:(\d{1,15})-(\d{0,15})|-(\d{1,15}))$/.exec(header ?? '') ?? []
  if (suffix !== undefined) {
    const length = Math.min(Number(suffix), size)
    return length === 0 ? 'beyond' : { from: size - length, to: size - 1 }
  }
  if (first === undefined) return null
  const from = Number(first)
  const to = last ? Math.min(Number(last), size - 1) : size - 1
  if (last && Number(last) < from) return null // no range at all: it is left out of account
  return from >= size ? 'beyond' : { from, to }
}

function refusal(archiveId: string, failure: CopyFailure): Response {
  const [status, words] = FAILURES[failure]
  if (status >= 500) log.warn({ archiveId, failure }, 'a recording could not be opened')
  return new Response(words, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } })
}
