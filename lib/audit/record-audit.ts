import 'server-only'
import type { Tx } from '#lib/system/database.ts'
import { storable, storableText } from './canonical-json.ts'
import { type HashedEntry, hashEntry } from './hash-entry.ts'
import { sealAddress } from './seal-address.ts'

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

/** Adds one entry to the chain; see `recordAudits`. */
export function recordAudit(tx: Tx, record: AuditRecord): Promise<void> {
  return recordAudits(tx, [record])
}

/**
 * Adds entries to the chain, inside the transaction of what they record: both are there or neither.
 *
 * The head's row stays locked until the commit, so entries are numbered without holes and the chain cannot fork. Every
 * transaction locks in the same order: the rows it changes, then this head, then the feed's. Time is the database's.
 * However many entries, it is two statements: whoever has many writes them in one call.
 */
export async function recordAudits(tx: Tx, records: readonly AuditRecord[]): Promise<void> {
  if (records.length === 0) return
  const [head] = await tx.$queryRaw<{ seq: bigint; hash: Uint8Array; at: Date }[]>`
    SELECT "seq", "hash", date_trunc('milliseconds', clock_timestamp()) AS at
    FROM "AuditHead" WHERE "id" = 1 FOR UPDATE`
  if (!head) throw new Error('The head of the audit chain is missing')
  let last: { seq: bigint; hash: Uint8Array<ArrayBuffer> } = {
    seq: head.seq,
    hash: new Uint8Array(head.hash),
  }
  const rows = records.map((record) => {
    const entry = chainedEntry(record, last.seq + 1n, head.at)
    const prevHash = last.hash
    last = { seq: entry.seq, hash: new Uint8Array(hashEntry(prevHash, entry)) }
    return rowOf(entry, prevHash, last.hash)
  })
  // As one JSON value: its text is the one that was hashed, and the statement is the same for one entry and for a thousand.
  await tx.$executeRaw`
    WITH entries AS (
      INSERT INTO "AuditEntry" ("seq", "at", "phase", "action", "actorId", "deviceId", "address", "addressSalt",
        "addressDigest", "projectId", "sessionId", "subject", "reason", "details", "requestId", "prevHash", "hash")
      SELECT "seq", "at", "phase", "action", "actorId", "deviceId", "address", decode("addressSalt", 'hex'),
        decode("addressDigest", 'hex'), "projectId", "sessionId", "subject", "reason", "details", "requestId",
        decode("prevHash", 'hex'), decode("hash", 'hex')
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row("seq" bigint, "at" timestamptz, "phase" text,
        "action" text, "actorId" uuid, "deviceId" uuid, "address" text, "addressSalt" text, "addressDigest" text,
        "projectId" uuid, "sessionId" uuid, "subject" text, "reason" text, "details" jsonb, "requestId" text,
        "prevHash" text, "hash" text)
    )
    UPDATE "AuditHead" SET "seq" = ${last.seq}, "hash" = ${last.hash} WHERE "id" = 1`
}

type ChainedEntry = HashedEntry & { addressSalt: Buffer | null; addressDigest: Buffer | null }

function chainedEntry(record: AuditRecord, seq: bigint, at: Date): ChainedEntry {
  const address = textOrNull(record.address)
  const sealed = address === null ? NO_ADDRESS : sealAddress(address)
  return {
    seq,
    at,
    phase: record.phase,
    action: record.action,
    actorId: record.actorId,
    deviceId: record.deviceId,
    ...sealed,
    projectId: record.projectId ?? null,
    sessionId: record.sessionId ?? null,
    subject: textOrNull(record.subject),
    reason: textOrNull(record.reason),
    details: storable(record.details),
    requestId: storableText(record.requestId),
  }
}

const NO_ADDRESS = { address: null, addressSalt: null, addressDigest: null }

function rowOf(entry: ChainedEntry, prevHash: Uint8Array, hash: Uint8Array) {
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
  return {
    ...entry,
    seq: entry.seq.toString(),
    addressSalt: entry.addressSalt?.toString('hex') ?? null,
    addressDigest: entry.addressDigest?.toString('hex') ?? null,
    prevHash: hex(prevHash),
    hash: hex(hash),
  }
}

function textOrNull(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : storableText(text)
}
