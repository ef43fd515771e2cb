import 'server-only'
import { entryText, type HashedEntry } from '#lib/audit/hash-entry.ts'
import type { Database } from '#lib/system/database.ts'

const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

/**
 * What the record says of a recording: each entry as the text that is hashed, with the hash before it and its own. Whoever has
 * them computes SHA-256(previous hash, text) again; whoever has the whole record finds them in it by their number.
 */
export async function auditExcerpt(db: Database, archiveId: string): Promise<Record<string, string>[]> {
  const entries = await db.$queryRaw<(HashedEntry & { prevHash: Uint8Array; hash: Uint8Array })[]>`
    SELECT "seq", "at", "phase", "action", "actorId", "deviceId", "address", "addressDigest", "projectId", "sessionId",
      "subject", "reason", "details", "requestId", "prevHash", "hash"
    FROM "AuditEntry" WHERE "subject" = ${`archive:${archiveId}`} ORDER BY "seq"`
  return entries.map((entry) => ({
    seq: entry.seq.toString(),
    prevHash: hexOf(entry.prevHash),
    hash: hexOf(entry.hash),
    entry: entryText(entry),
  }))
}
