import 'server-only'
import type { ByteRange } from '#lib/custody/storage-driver.ts'

export type Wanted = { kind: 'whole' } | ({ kind: 'part' } & ByteRange) | { kind: 'beyond' }

/** One range. Many at once are of no use to a player, and of some to whoever wants to tire the server. */
const ONE_RANGE = /^bytes=(\d{0,15})-(\d{0,15})$/i

/**
 * Which bytes a request asks for, as RFC 9110 has it: a header that cannot be read, asks for many ranges or for a reversed one is
 * as if it were not there, and so is one of a file that is not this one any more. Of what may be asked for only piece by piece
 * (`most`) the beginning of a range is sent, as a server may: whoever wants more asks again.
 */
export function wantedRange(
  { range, ifRange }: { range: string | null; ifRange: string | null },
  { size, etag, most = size }: { size: number; etag: string; most?: number },
): Wanted {
  const [, first = '', last = ''] = ONE_RANGE.exec(range?.trim() ?? '') ?? []
  if (first === '' && last === '') return { kind: 'whole' }
  if (ifRange !== null && ifRange.trim() !== etag) return { kind: 'whole' }
  if (first === '') return suffix(Number(last), size, most)
  const from = Number(first)
  const to = last === '' ? size - 1 : Number(last)
  if (last !== '' && to < from) return { kind: 'whole' }
  return from < size
    ? { kind: 'part', from, to: Math.min(to, size - 1, from + most - 1) }
    : { kind: 'beyond' }
}

function suffix(length: number, size: number, most: number): Wanted {
  if (length === 0 || size === 0) return { kind: 'beyond' }
  const from = Math.max(0, size - length)
  return { kind: 'part', from, to: Math.min(size - 1, from + most - 1) }
}
