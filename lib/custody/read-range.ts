import 'server-only'
import { fail, ok, type Result } from '#lib/system/result.ts'
import type { Copy, CopyFailure } from './open-copy.ts'
import type { ByteRange } from './storage-driver.ts'

/** One range of a file, whole in memory: only for what is known to be small. A storage that sends less or more did not answer. */
export async function readRange(
  copy: Pick<Copy, 'open'>,
  range: ByteRange,
  signal: AbortSignal,
): Promise<Result<Buffer<ArrayBuffer>, CopyFailure>> {
  const wanted = range.to - range.from + 1
  const body = await copy.open(range, signal)
  if (!body.ok) return body
  const bytes = Buffer.alloc(wanted)
  let have = 0
  try {
    for await (const part of body.value) {
      if (have + part.byteLength > wanted) return fail('unavailable')
      bytes.set(part, have)
      have += part.byteLength
    }
  } catch {
    return fail('unavailable') // what broke may name an address: that it did is enough
  }
  return have === wanted ? ok(bytes) : fail('unavailable')
}
