import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { auditKey } from '#lib/audit/audit-key.ts'
import { checkCheckpoints } from '#lib/audit/check-checkpoints.ts'
import { type SignedHead, signHead } from '#lib/audit/checkpoint.ts'
import { hashEntry } from '#lib/audit/hash-entry.ts'
import { recordAudit } from '#lib/audit/record-audit.ts'
import { verifyAudit } from '#lib/audit/verify-audit.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { createTestDatabase, type TestDatabase } from '../kit/test-database.ts'

/** P2: whoever owns the database can switch the trigger off; the chain then says where it was touched first. */
const ENTRIES = 12

let database: TestDatabase
let db: Database
let owner: pg.Client

beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.url, 2)
  for (let n = 1; n <= ENTRIES; n++)
    await db.$transaction((tx) =>
      recordAudit(tx, {
        phase: 'event',
        action: 'participant.remove',
        actorId: null,
        deviceId: null,
        address: null,
        reason: `reason ${n}`,
        details: { n },
        requestId: `request-${n}`,
      }),
    )
  owner = new pg.Client({ connectionString: database.url })
  await owner.connect()
  await owner.query("SET session_replication_role = 'replica'") // the trigger is off from here on
  await owner.query('CREATE TABLE "Kept" AS TABLE "AuditEntry"')
})

beforeEach(() => owner.query('DELETE FROM "AuditEntry"; INSERT INTO "AuditEntry" TABLE "Kept"'))

afterAll(async () => {
  await owner.end()
  await db.$disconnect()
  await database.drop()
})

test('a chain that nobody touched is sound', async () => {
  expect(await verifyAudit(db)).toMatchObject({ ok: true, entries: BigInt(ENTRIES) })
})

describe('the first touched entry is named when somebody', () => {
  test.each([
    ['changes a reason', `UPDATE "AuditEntry" SET "reason" = 'another' WHERE "seq" = 5`, 5n, 'changed'],
    [
      'changes a time',
      `UPDATE "AuditEntry" SET "at" = "at" - interval '1 ms' WHERE "seq" = 7`,
      7n,
      'changed',
    ],
    ['takes a time away', `UPDATE "AuditEntry" SET "at" = 'infinity' WHERE "seq" = 7`, 7n, 'changed'],
    ['writes a time to come', `UPDATE "AuditEntry" SET "at" = '290000-01-01' WHERE "seq" = 7`, 7n, 'changed'],
    [
      'moves words',
      `UPDATE "AuditEntry" SET "action" = "action" || '","actorId":null' WHERE "seq" = 7`,
      7n,
      'changed',
    ],
    [
      'empties what was never there',
      `UPDATE "AuditEntry" SET "addressDigest" = '', "addressSalt" = '' WHERE "seq" = 3`,
      3n,
      'changed',
    ],
    ['changes a detail', `UPDATE "AuditEntry" SET "details" = '{"n": 99}' WHERE "seq" = 1`, 1n, 'changed'],
    [
      'gives it to somebody',
      `UPDATE "AuditEntry" SET "actorId" = gen_random_uuid() WHERE "seq" = 2`,
      2n,
      'changed',
    ],
    ['removes one', `DELETE FROM "AuditEntry" WHERE "seq" = 6`, 6n, 'missing'],
    ['removes the first', `DELETE FROM "AuditEntry" WHERE "seq" = 1`, 1n, 'missing'],
    ['cuts the tail off', `DELETE FROM "AuditEntry" WHERE "seq" > 9`, 10n, 'head-differs'],
    [
      'swaps two',
      `UPDATE "AuditEntry" SET "seq" = CASE "seq" WHEN 3 THEN -4 ELSE -3 END WHERE "seq" IN (3, 4);
       UPDATE "AuditEntry" SET "seq" = -"seq" WHERE "seq" < 0`,
      3n,
      'unlinked',
    ],
    [
      'adds one at the end',
      `INSERT INTO "AuditEntry" ("seq", "at", "phase", "action", "actorId", "deviceId", "address", "projectId",
         "sessionId", "subject", "reason", "details", "requestId", "prevHash", "hash") SELECT 13, "at", "phase", "action", "actorId", "deviceId", "address", "projectId",
         "sessionId", "subject", "reason", "details", "requestId", "prevHash", "hash" FROM "AuditEntry" WHERE "seq" = 12`,
      13n,
      'unlinked',
    ],
  ])('%s', async (_what, sql, seq, problem) => {
    await owner.query(sql)
    expect(await verifyAudit(db)).toMatchObject({ ok: false, seq, problem, sound: seq - 1n })
  })

  test('changes one and computes its hash anew', async () => {
    const entry = await db.auditEntry.findUniqueOrThrow({ where: { seq: 4n } })
    const { hash: _old, prevHash, ...kept } = entry
    const forged = hashEntry(prevHash, { ...kept, reason: 'another' })
    await owner.query(`UPDATE "AuditEntry" SET "reason" = 'another', "hash" = $1 WHERE "seq" = 4`, [forged])
    expect(await verifyAudit(db)).toMatchObject({ ok: false, seq: 5n, problem: 'unlinked' })
  })
})

describe('with a checkpoint that was kept outside of the database', () => {
  const key = auditKey({ GAVEL_DATA_DIR: mkdtempSync(join(tmpdir(), 'gavel-p02-')) })
  let outside: SignedHead[]

  beforeAll(async () => {
    await owner.query('DELETE FROM "AuditEntry"; INSERT INTO "AuditEntry" TABLE "Kept"')
    outside = [await headAt(6n), await headAt(11n)]
  })

  async function headAt(seq: bigint): Promise<SignedHead> {
    const { hash, at } = await db.auditEntry.findUniqueOrThrow({ where: { seq } })
    return signHead({ seq: String(seq), hash: Buffer.from(hash).toString('hex'), at: at.toISOString() }, key)
  }

  /** What whoever owns the database can do and the chain itself cannot show: the same links, other entries, another head. */
  async function writeAnew(change: (seq: bigint, reason: string | null) => string | null, length: bigint) {
    let hash: Uint8Array = new Uint8Array(32)
    for (const { hash: _old, prevHash: _before, ...entry } of await db.auditEntry.findMany({
      orderBy: { seq: 'asc' },
    })) {
      if (entry.seq > length) continue
      const reason = change(entry.seq, entry.reason)
      const prevHash = hash
      hash = hashEntry(prevHash, { ...entry, reason })
      const sql = 'UPDATE "AuditEntry" SET "reason" = $2, "prevHash" = $3, "hash" = $4 WHERE "seq" = $1'
      await owner.query(sql, [entry.seq, reason, prevHash, hash])
    }
    await owner.query('DELETE FROM "AuditEntry" WHERE "seq" > $1', [length])
    await owner.query('UPDATE "AuditHead" SET "seq" = $1, "hash" = $2', [length, hash])
  }

  test('nothing is found where nothing was done', async () => {
    expect(await checkCheckpoints(db, outside, key.publicKey)).toEqual({ ok: true, checked: 2 })
  })

  test('a whole chain written anew is found by it, and by nothing else', async () => {
    await writeAnew((seq, reason) => (seq === 4n ? 'another' : reason), BigInt(ENTRIES))
    expect(await verifyAudit(db)).toMatchObject({ ok: true })
    expect(await checkCheckpoints(db, outside, key.publicKey)).toEqual({
      ok: false,
      seq: 6n,
      problem: 'rewritten',
    })
  })

  test('a tail cut off together with the head is found by it, and by nothing else', async () => {
    await writeAnew((_, reason) => reason, 8n)
    expect(await verifyAudit(db)).toMatchObject({ ok: true, entries: 8n })
    expect(await checkCheckpoints(db, outside, key.publicKey)).toEqual({
      ok: false,
      seq: 11n,
      problem: 'cut-off',
    })
  })
})
