import 'server-only'
import { hash } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'

/** What of a row is covered by its hash: everything but the hashes themselves and what may be erased. */
export type HashedEntry = {
  seq: bigint
  at: Date
  phase: string
  action: string
  actorId: string | null
  deviceId: string | null
  /** Covered itself only where there is no digest of it: entries of the first version. */
  address: string | null
  addressDigest: Uint8Array | null
  projectId: string | null
  sessionId: string | null
  subject: string | null
  reason: string | null
  details: unknown
  requestId: string
}

/** hash = SHA-256(previous hash, canonical entry): who changes a row has to change every row after it too. */
export function hashEntry(prevHash: Uint8Array, entry: HashedEntry): Buffer {
  return hash('sha256', Buffer.concat([prevHash, Buffer.from(entryText(entry))]), 'buffer')
}

/**
 * The canonical JSON of an entry, keys in their order. Written out, since a million entries are to be verified while somebody
 * waits; a test holds it against `canonicalJson`.
 */
export function entryText(entry: HashedEntry): string {
  const { addressDigest } = entry
  const address =
    addressDigest === null
      ? `"address":${quote(entry.address)}`
      : `"addressDigest":"${Buffer.from(addressDigest).toString('hex')}"`
  return (
    `{"action":${quote(entry.action)},"actorId":${quote(entry.actorId)},${address},"at":"${entry.at.toISOString()}",` +
    `"details":${canonicalJson(entry.details)},"deviceId":${quote(entry.deviceId)},"phase":${quote(entry.phase)},` +
    `"projectId":${quote(entry.projectId)},"reason":${quote(entry.reason)},"requestId":${quote(entry.requestId)},` +
    `"seq":"${entry.seq}","sessionId":${quote(entry.sessionId)},"subject":${quote(entry.subject)}}`
  )
}

const quote = (text: string | null) => (text === null ? 'null' : JSON.stringify(text))
