import 'server-only'
import { PART_BYTES } from './storage-driver.ts'

/**
 * Of the parts that a storage has, in order, those that lie without a gap in the first `have` bytes. Every one of them but the
 * last of a file is whole; a part that came after what was written down is written once more.
 */
export function partsBehind<Part extends { number: number; size: number }>(
  parts: readonly Part[],
  have: number,
): Part[] {
  const kept: Part[] = []
  let end = 0
  for (const part of parts) {
    const isNext = part.number === kept.length + 1 && end === kept.length * PART_BYTES
    if (!isNext || end + part.size > have) break
    kept.push(part)
    end += part.size
  }
  return kept
}
