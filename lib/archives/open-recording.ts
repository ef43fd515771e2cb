import 'server-only'
import { outgoing } from '#lib/platform/outgoing.ts'
import { platformFor } from '#lib/platform/platform-for.ts'
import { log } from '#lib/system/log.ts'
import type { Recording } from './find-recording.ts'

/** What of the platform's answer a browser gets; nothing else of it travels. */
const PASSED_ON = ['content-length', 'content-range', 'accept-ranges', 'etag', 'last-modified']
const PLAYABLE = /^(video\/(mp4|webm)|audio\/(mp4|webm))\b/

/**
 * Streams a recording from the platform, one range at most. The platform's address of the file is good for minutes and
 * for anybody who knows it, so it never leaves the server.
 */
export async function openRecording(
  recording: Recording,
  range: string | null,
  signal: AbortSignal,
): Promise<Response> {
  const platform = await platformFor(recording.projectId)
  const archive = await platform.getArchive(recording.platformId)
  if (!archive.ok && archive.failure.code === 'paused')
    return sentence(503, 'This project is paused: nothing is asked of the platform. An admin can resume it.')
  if (!archive.ok)
    return sentence(502, 'The platform could not be asked for this recording. Try again in a moment.')
  const url = archive.value.url
  if (!url || !isFileAddress(url, recording.apiUrl))
    return sentence(404, 'The platform has no file for this recording any more.')
  try {
    const file = await outgoing(new URL(url), {
      headers: range && isOneRange(range) ? { range } : {},
      signal: AbortSignal.any([signal, AbortSignal.timeout(4 * 3_600_000)]),
    })
    return passOn(file)
  } catch (error) {
    if (signal.aborted) return new Response(null, { status: 499 })
    log.warn({ error, archiveId: recording.id }, 'recording could not be fetched')
    return sentence(502, "The platform's storage did not answer. Try again in a moment.")
  }
}

/** Https anywhere, or the very host that the project's own API answers from (the sandbox on loopback). */
export function isFileAddress(url: string, apiUrl: string | null): boolean {
  const address = URL.parse(url)
  if (!address || address.username || address.password) return false
  return address.protocol === 'https:' || (apiUrl !== null && address.host === URL.parse(apiUrl)?.host)
}

/** Many ranges at once are of no use to a player, and of some to whoever wants to tire the server. */
export function isOneRange(range: string): boolean {
  return /^bytes=(\d{1,15}-\d{0,15}|-\d{1,15})$/.test(range)
}

function passOn(file: Response): Response {
  if (file.status === 416) return sentence(416, 'There is no such part of this recording.')
  if (!file.ok || !file.body) {
    log.warn({ status: file.status }, 'recording refused by its storage')
    return sentence(502, "The platform's storage refused. Try again in a moment.")
  }
  const headers = new Headers({
    'content-type': PLAYABLE.exec(file.headers.get('content-type') ?? '')?.[1] ?? 'application/octet-stream',
    'content-disposition': 'inline; filename="recording"',
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  })
  for (const name of PASSED_ON) {
    const value = file.headers.get(name)
    if (value !== null) headers.set(name, value)
  }
  return new Response(file.body, { status: file.status, headers })
}

function sentence(status: number, text: string): Response {
  return new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } })
}
