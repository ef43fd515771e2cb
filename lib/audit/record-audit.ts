import 'server-only'
import type { Tx } from '#lib/system/database.ts'
import { canonicalJson, storable, storableText } from './canonical-json.ts'
import { hashEntry } from './hash-entry.ts'

/** ask: before something is done; outcome: how it ended; event: done at once; denied: refused for want of a permission. */
export type AuditPhase = 'ask' | 'outcome' | 'event' | 'denied'

export type AuditRecord = {
  phase: AuditPhase
  action: string
  actorId: string | null
  deviceId: string | null
  address: string | null
  projectId?: string | null | undefined
  sessionId?: string | null | undefined
  /** Kind and id of what it was done to, `stream:0193…`. */
  subject?: string | null | undefined
  reason?: string | null | undefined
  /** Never a secret, never somebody's name: ids, counts and codes. */
  details: Record<string, unknown>
  requestId: string
}

/** Whose doing it is, and by which request. */
export type AuditAuthor = Pick<AuditRecord, 'actorId' | 'deviceId' | 'address' | 'requestId'>

/**
 * Adds one entry to the chain, inside the transaction of what it records: both are there or neither.
 *
 * The head's row stays locked until the commit, so entries are numbered without holes and the chain cannot fork. Every
 * transaction locks in the same order: the rows it changes, then this head, then the feed's. Time is the database's.
 */
export async function recordAudit(tx: Tx, record: AuditRecord): Promise<void> {
  const [head] = await tx.$queryRaw<{ seq: bigint; hash: Uint8Array; at: Date }[]>`
    SELECT "seq", "hash", date_trunc('milliseconds', clock_timestamp()) AS at
    FROM "AuditHead" WHERE "id" = 1 FOR UPDATE`
  if (!head) throw new Error('The head of the audit chain is missing')
  const entry = {
    seq: head.seq + 1n,
    at: head.at,
    phase: record.phase,
    action: record.action,
    actorId: record.actorId,
    deviceId: record.deviceId,
    address: textOrNull(record.address),
    projectId: record.projectId ?? null,
    sessionId: record.sessionId ?? null,
    subject: textOrNull(record.subject),
    reason: textOrNull(record.reason),
    details: storable(record.details),
    requestId: storableText(record.requestId),
  }
  const hash = hashEntry(head.hash, entry)
  await tx.$executeRaw`
    WITH entry AS (
      INSERT INTO "AuditEntry" ("seq", "at", "phase", "action", "actorId", "deviceId", "address", "projectId",
        "sessionId", "subject", "reason", "details", "requestId", "prevHash", "hash")
      VALUES (${entry.seq}, ${entry.at.toISOString()}::timestamptz, ${entry.phase}, ${entry.action}, ${entry.actorId}::uuid,
        ${entry.deviceId}::uuid, ${entry.address}, ${entry.projectId}::uuid, ${entry.sessionId}::uuid,
        ${entry.subject}, ${entry.reason}, ${canonicalJson(entry.details)}::jsonb, ${entry.requestId},
        ${head.hash}, ${hash})
    )
    UPDATE "AuditHead" SET "seq" = ${entry.seq}, "hash" = ${hash} WHERE "id" = 1`
}

function textOrNull(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : storableText(text)
}
