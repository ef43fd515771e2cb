import type { Copy } from '#lib/custody/open-copy.ts'
import { ok } from '#lib/system/result.ts'

/** A file of a recording that lies in memory, and what was asked of it. */
export function aCopyOf(bytes: Uint8Array): Copy & { asked: { from: number; to: number }[] } {
  const asked: { from: number; to: number }[] = []
  return {
    asked,
    size: bytes.byteLength,
    contentType: 'application/zip',
    etag: '"as-it-is"',
    async open(range) {
      const { from, to } = range ?? { from: 0, to: bytes.byteLength - 1 }
      asked.push({ from, to })
      return ok(new Blob([Buffer.from(bytes.subarray(from, to + 1))]).stream())
    },
  }
}
