import 'server-only'
import { createHash } from 'node:crypto'

/**
 * Whether a second person looks at this recording, of so many of a hundred. Decided by its id alone: nobody can wish a recording
 * into the sample or out of it, and every server says the same. With a higher share the sample only grows.
 */
export function needsSecond(archiveId: string, percent: number): boolean {
  const digest = createHash('sha256').update(`second review ${archiveId}`).digest()
  return digest.readUInt32BE(0) < (percent / 100) * 2 ** 32
}
