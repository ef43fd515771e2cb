import 'server-only'
import type { ArchiveId } from '#lib/platform/ids.ts'
import type { PlatformClient } from '#lib/platform/model.ts'
import { type Outgoing, outgoing } from '#lib/platform/outgoing.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import type { ByteRange } from './storage-driver.ts'

/** A recording's file as the platform hands it out. Only its id ever leads there: never an address that a callback named (W3). */
export type PlatformSource = { platform: PlatformClient; platformId: ArchiveId; apiUrl: string | null }
export type PlatformFile = {
  /** Bytes of all of it. */
  size: number
  contentType: string | null
  body: ReadableStream<Uint8Array>
}
/**
 * `gone`: the platform has it no more, or never had. `in-bucket`: it has put it into the project's own storage. `empty`: there is
 * a file, and both the platform and its storage say that nothing is in it.
 */
export type PlatformFileFailure =
  | 'gone'
  | 'in-bucket'
  | 'empty'
  | 'paused'
  | 'platform-away'
  | 'platform-storage'

/** Opens the file, all of it or a part. The address it lies at is good for anybody who knows it: it is used here and forgotten. */
export async function openPlatformFile(
  { platform, platformId, apiUrl }: PlatformSource,
  range: ByteRange | null,
  signal: AbortSignal,
  ask: Outgoing = outgoing,
): Promise<Result<PlatformFile, PlatformFileFailure>> {
  const archive = await platform.getArchive(platformId)
  if (!archive.ok) {
    if (archive.failure.code === 'already-gone') return fail('gone')
    return fail(archive.failure.code === 'paused' ? 'paused' : 'platform-away')
  }
  const { status, url, size } = archive.value
  if (status === 'uploaded') return fail('in-bucket')
  if (status === 'deleted' || status === 'expired' || status === 'failed') return fail('gone')
  if (!url || !isFileAddress(url, apiUrl)) return fail('platform-storage')
  try {
    const headers: Record<string, string> = range ? { range: `bytes=${range.from}-${range.to}` } : {}
    const answer = await ask(new URL(url), { headers, signal })
    if (size === 0 && isEmpty(answer)) return refuse(answer, 'empty')
    return readFile(answer, range)
  } catch {
    return fail('platform-storage') // what broke may name the address: that it did is enough
  }
}

function readFile(answer: Response, range: ByteRange | null): Result<PlatformFile, PlatformFileFailure> {
  const size = range
    ? Number(/^bytes \d+-\d+\/(\d+)$/.exec(answer.headers.get('content-range') ?? '')?.[1])
    : Number(answer.headers.get('content-length') ?? Number.NaN)
  const expected = range ? 206 : 200
  if (answer.status !== expected || !answer.body || !Number.isSafeInteger(size))
    return refuse(answer, 'platform-storage')
  return ok({ size, contentType: answer.headers.get('content-type'), body: answer.body })
}

/** Of nothing no part can be had, which storages say by 416 or by sending all of it. */
const isEmpty = ({ status, headers }: Response): boolean =>
  (status === 416 && headers.get('content-range') === 'bytes */0') ||
  (status === 200 && headers.get('content-length') === '0')

function refuse(answer: Response, failure: PlatformFileFailure): Result<never, PlatformFileFailure> {
  void answer.body?.cancel()
  return fail(failure)
}

/** Https anywhere, or the very host that the project's own API answers from (the sandbox on loopback). */
export function isFileAddress(url: string, apiUrl: string | null): boolean {
  const address = URL.parse(url)
  if (!address || address.username || address.password) return false
  return address.protocol === 'https:' || (apiUrl !== null && address.host === URL.parse(apiUrl)?.host)
}
