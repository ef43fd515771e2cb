import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eraseAddresses } from '#lib/audit/erase-addresses.ts'
import { hashEntry } from '#lib/audit/hash-entry.ts'
import { type AuditRecord, recordAudit, recordAudits } from '#lib/audit/record-audit.ts'
import { verifyAudit } from '#lib/audit/verify-audit.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { createTestDatabase, type TestDatabase } from '../kit/test-database.ts'

/** P5, the record's half: somebody's address can be erased, the chain stays verifiable, and nothing else can be changed. */
const ADDRESS = '203.0.113.77'
const REFUSED = 'audit entries cannot be changed or removed'

let database: TestDatabase
let db: Database
let owner: pg.Client
const [mia, ines] = [newId(), newId()]

function anEntry(actorId: string | null, given: Partial<AuditRecord> = {}): AuditRecord {
  return {
    phase: 'event',
    action: 'account.signIn',
    actorId,
    deviceId: null,
    address: ADDRESS,
    details: {},
    requestId: newId(),
    ...given,
  }
}

beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.url, 2)
  owner = new pg.Client({ connectionString: database.url })
  await owner.connect()
  await db.$transaction((tx) =>
    recordAudits(tx, [
      anEntry(mia),
      anEntry(ines),
      anEntry(mia, { address: null }),
      anEntry(null, { subject: `account:${mia}`, phase: 'denied' }),
      anEntry(mia),
    ]),
  )
})

afterAll(async () => {
  await owner.end()
  await db.$disconnect()
  await database.drop()
})

const addresses = async () =>
  (await db.auditEntry.findMany({ orderBy: { seq: 'asc' } })).map(({ address }) => address)
const sound = async () => (await verifyAudit(db)).ok

/** As whoever owns the database can: without the trigger. */
async function byForce(sql: string, values: unknown[] = []): Promise<void> {
  await owner.query("SET session_replication_role = 'replica'")
  await owner.query(sql, values)
  await owner.query("SET session_replication_role = 'origin'")
}

test('the trigger lets nothing through but the erasure of an address with its salt', async () => {
  for (const change of [
    `"action" = 'other'`,
    `"address" = NULL`,
    `"addressSalt" = NULL`,
    `"address" = '192.0.2.1'`,
    `"address" = NULL, "addressSalt" = NULL, "addressDigest" = NULL`,
    `"address" = NULL, "addressSalt" = NULL, "reason" = 'other'`,
    `"address" = NULL, "addressSalt" = NULL, "hash" = "prevHash"`,
    `"addressDigest" = '\\x00'`,
  ])
    await expect(owner.query(`UPDATE "AuditEntry" SET ${change} WHERE "seq" = 1`), change).rejects.toThrow(
      REFUSED,
    )
})

test('an address that was changed behind its digest is found, and so is a salt that is gone alone', async () => {
  const [kept] = (await owner.query('SELECT * FROM "AuditEntry" WHERE "seq" = 2')).rows
  for (const change of [`"address" = '192.0.2.1'`, `"addressSalt" = NULL`, `"address" = NULL`]) {
    await byForce(`UPDATE "AuditEntry" SET ${change} WHERE "seq" = 2`)
    expect(await verifyAudit(db), change).toMatchObject({ ok: false, seq: 2n, problem: 'changed' })
    await byForce('UPDATE "AuditEntry" SET "address" = $1, "addressSalt" = $2 WHERE "seq" = 2', [
      kept.address,
      kept.addressSalt,
    ])
  }
  expect(await sound()).toBe(true)
})

test('after an erasure the address stands nowhere, others’ stay, and the chain is sound', async () => {
  expect(await db.$transaction((tx) => eraseAddresses(tx, mia))).toEqual({ erased: 3, left: 0 })
  expect(await addresses()).toEqual([null, ADDRESS, null, null, null])
  const salts = await db.auditEntry.count({ where: { actorId: mia, addressSalt: { not: null } } })
  expect(salts).toBe(0)
  expect(await sound()).toBe(true)
  expect(await db.$transaction((tx) => eraseAddresses(tx, mia))).toEqual({ erased: 0, left: 0 })
})

test('what is written afterwards goes on the same chain', async () => {
  await db.$transaction((tx) => recordAudit(tx, anEntry(ines)))
  expect(await sound()).toBe(true)
})

test('an entry of the first version, without a digest, is verified as it was written, and its address cannot go', async () => {
  const head = await db.auditHead.findUniqueOrThrow({ where: { id: 1 } })
  const old = {
    ...anEntry(mia),
    ...{ seq: head.seq + 1n, at: new Date(), addressDigest: null },
    ...{ projectId: null, sessionId: null, subject: null, reason: null, details: {} },
  }
  const hash = new Uint8Array(hashEntry(head.hash, old))
  await db.auditEntry.create({ data: { ...old, prevHash: head.hash, hash } })
  await db.auditHead.update({ where: { id: 1 }, data: { seq: old.seq, hash } })
  expect(await sound()).toBe(true)
  expect(await db.$transaction((tx) => eraseAddresses(tx, mia))).toEqual({ erased: 0, left: 1 })
  await byForce('UPDATE "AuditEntry" SET "address" = NULL WHERE "seq" = $1', [old.seq])
  expect(await verifyAudit(db)).toMatchObject({ ok: false, seq: old.seq, problem: 'changed' })
})
