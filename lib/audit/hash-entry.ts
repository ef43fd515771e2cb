import 'server-only'
import { createHash } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'

/** What of a row is covered by its hash: everything but the hashes themselves. */
export type HashedEntry = {
  seq: bigint
  at: Date
  phase: string
  action: string
  actorId: string | null
  deviceId: string | null
  address: string | null
  projectId: string | null
  sessionId: string | null
  subject: string | null
  reason: string | null
  details: unknown
  requestId: string
}

/** hash = SHA-256(previous hash, canonical entry): who changes a row has to change every row after it too. */
export function hashEntry(prevHash: Uint8Array, entry: HashedEntry): Buffer {
  return createHash('sha256').update(prevHash).update(canonicalJson(entry)).digest()
}
