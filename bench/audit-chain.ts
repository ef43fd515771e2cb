import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { hashEntry } from '#lib/audit/hash-entry.ts'
import { sealAddress } from '#lib/audit/seal-address.ts'
import { newId } from '#lib/system/ids.ts'

const BATCH = 5_000
const DAY_MS = 86_400_000
const DAYS = 120
const ACTIONS = [
  'participant.mute',
  'participant.remove',
  'session.watch',
  'archive.view',
  'account.signIn',
] as const

export type MadeChain = { actors: string[]; projects: string[]; sessions: string[] }

/** A sound chain of so many entries by forty people in four projects, written as fast as PostgreSQL takes it. */
export async function makeChain(url: string, length: number): Promise<MadeChain> {
  const ids = (count: number) => Array.from({ length: count }, () => randomUUID())
  const made = { actors: ids(40), projects: ids(4), sessions: ids(2_000) }
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const indexes = await takeIndexes(client)
    await writeEntries(client, made, length)
    for (const { definition } of indexes) await client.query(definition)
    await client.query('ANALYZE "AuditEntry"')
  } finally {
    await client.end()
  }
  return made
}

async function takeIndexes(client: pg.Client) {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT indexname AS name, indexdef AS definition FROM pg_indexes
     WHERE tablename = 'AuditEntry' AND indexname <> 'AuditEntry_pkey'`,
  )
  for (const { name } of rows) await client.query(`DROP INDEX ${pg.escapeIdentifier(name)}`)
  return rows
}

async function writeEntries(client: pg.Client, made: MadeChain, length: number): Promise<void> {
  const start = Date.now() - DAYS * DAY_MS
  let hash: Uint8Array = new Uint8Array(32)
  for (let from = 0; from < length; from += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, length - from) }, (_, index) => {
      const seq = from + index + 1
      const entry = anEntry(made, seq, new Date(start + Math.floor((seq / length) * DAYS * DAY_MS)))
      const prevHash = hash
      hash = hashEntry(prevHash, entry)
      return { ...entry, seq: String(seq), ...hexOf({ ...entry, prevHash, hash }) }
    })
    await client.query(INSERT, [JSON.stringify(rows)])
  }
  await client.query('UPDATE "AuditHead" SET "seq" = $1, "hash" = $2 WHERE "id" = 1', [length, hash])
}

function anEntry({ actors, projects, sessions }: MadeChain, seq: number, at: Date) {
  const pick = <T>(list: readonly T[], step: number) => list[Math.floor(seq / step) % list.length] as T // never empty
  const action = pick(ACTIONS, 2)
  const sessionId = pick(sessions, 3)
  return {
    seq: BigInt(seq),
    at,
    phase: seq % 97 === 0 ? 'denied' : seq % 2 ? 'ask' : 'outcome',
    action,
    actorId: pick(actors, 5),
    deviceId: pick(actors, 7),
    ...sealAddress(`192.0.2.${seq % 250}`),
    projectId: pick(projects, 11),
    sessionId,
    subject: `session:${sessionId}`,
    reason: seq % 3 === 0 ? `Shouting or noise, report ${seq}` : null,
    details: seq % 4 ? { outcome: 'done' } : { outcome: 'done', reports: [seq, seq + 1] },
    requestId: newId(),
  }
}

type Bytes = Record<'addressSalt' | 'addressDigest' | 'prevHash' | 'hash', Uint8Array>

function hexOf({ addressSalt, addressDigest, prevHash, hash }: Bytes) {
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
  return {
    addressSalt: hex(addressSalt),
    addressDigest: hex(addressDigest),
    prevHash: hex(prevHash),
    hash: hex(hash),
  }
}

const INSERT = `
  INSERT INTO "AuditEntry" ("seq", "at", "phase", "action", "actorId", "deviceId", "address", "addressSalt",
    "addressDigest", "projectId", "sessionId", "subject", "reason", "details", "requestId", "prevHash", "hash")
  SELECT "seq", "at", "phase", "action", "actorId", "deviceId", "address", decode("addressSalt", 'hex'),
    decode("addressDigest", 'hex'), "projectId", "sessionId", "subject", "reason", "details", "requestId",
    decode("prevHash", 'hex'), decode("hash", 'hex')
  FROM jsonb_to_recordset($1::jsonb) AS row("seq" bigint, "at" timestamptz, "phase" text, "action" text, "actorId" uuid,
    "deviceId" uuid, "address" text, "addressSalt" text, "addressDigest" text, "projectId" uuid, "sessionId" uuid,
    "subject" text, "reason" text, "details" jsonb, "requestId" text, "prevHash" text, "hash" text)`
