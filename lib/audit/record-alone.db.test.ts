import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { recordAlone } from './record-alone.ts'
import type { AuditRecord } from './record-audit.ts'
import { verifyAudit } from './verify-audit.ts'

let database: TestDatabase
let db: Database

beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.url)
})

afterAll(async () => {
  await db.$disconnect()
  await database.drop()
})

const anEntry = (given: Partial<AuditRecord> = {}): AuditRecord => ({
  phase: 'denied',
  action: 'archive.view',
  actorId: newId(),
  deviceId: null,
  address: '192.0.2.7',
  details: {},
  requestId: newId(),
  ...given,
})

test('a thousand at once are all on the record when they are answered, in one chain', async () => {
  const records = Array.from({ length: 1_000 }, () => anEntry())
  await Promise.all(records.map((record) => recordAlone(db, record)))
  expect(await verifyAudit(db)).toMatchObject({ ok: true, entries: 1_000n })
  expect(
    await db.auditEntry.count({ where: { requestId: { in: records.map((one) => one.requestId) } } }),
  ).toBe(1_000)
})

test('one that cannot be written fails alone', async () => {
  const bad = anEntry({ actorId: 'no id at all' })
  const outcomes = await Promise.allSettled(
    [anEntry(), anEntry(), bad, anEntry()].map((one) => recordAlone(db, one)),
  )
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
  expect(await verifyAudit(db)).toMatchObject({ ok: true, entries: 1_003n })
})
