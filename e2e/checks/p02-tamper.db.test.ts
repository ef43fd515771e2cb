import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
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
