import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { type AuditRecord, recordAudit } from './record-audit.ts'
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

function anEntry(given: Partial<AuditRecord> = {}): AuditRecord {
  return {
    phase: 'ask',
    action: 'participant.remove',
    actorId: newId(),
    deviceId: newId(),
    address: '192.0.2.7',
    details: {},
    requestId: newId(),
    ...given,
  }
}

const write = (entry: AuditRecord) =>
  db.$transaction((tx) => recordAudit(tx, entry), {
    maxWait: 20_000,
    timeout: 20_000,
  })
const soundLength = async () => {
  const verdict = await verifyAudit(db)
  if (!verdict.ok) throw new Error(`The chain breaks at ${verdict.seq}: ${verdict.problem}`)
  return verdict.entries
}

test('fifty writers at once make one chain without a hole', async () => {
  const before = await soundLength()
  await Promise.all(Array.from({ length: 50 }, () => write(anEntry())))
  expect(await soundLength()).toBe(before + 50n)
})

test('an entry of a transaction that fails was never there', async () => {
  const before = await soundLength()
  const broken = db.$transaction(async (tx) => {
    await recordAudit(tx, anEntry())
    throw new Error('the change failed')
  })
  await expect(broken).rejects.toThrow('the change failed')
  expect(await soundLength()).toBe(before)
})

test('hostile text in a reason is kept, and the chain stays sound', async () => {
  const hostile = 'a\0b \uD83D half a pair, \u202E turned round, \u2028, é and é, 𝒳'
  await write(
    anEntry({ reason: hostile, subject: hostile, details: { [hostile]: hostile, n: -0, big: 1e300 } }),
  )
  await soundLength()
  const [last] = await db.auditEntry.findMany({ orderBy: { seq: 'desc' }, take: 1 })
  expect(last?.reason).toBe('a\uFFFDb \uFFFD half a pair, \u202E turned round, \u2028, é and é, 𝒳')
})

test.each([
  ['', ''],
  ['\\N', '\\\\N'],
  ['one line\nand another\r\nand a third', 'a \\n that is none, and a \\'],
  ['"quoted" and \\"twice\\"', '{"action":"x"}\n\n'],
  ['\u0001\t\u001f\u007f', 'null'],
])('what looks like something else is hashed as it is: %j, %j', async (reason, subject) => {
  await write(anEntry({ reason, subject, address: reason, action: subject || 'x', requestId: reason }))
  await write(anEntry({ reason: subject, subject: reason, address: subject }))
  await write(anEntry({ address: null }))
  await soundLength()
})

test('the time zone of the database changes nothing', async () => {
  await db.$executeRawUnsafe(
    `ALTER DATABASE ${new URL(database.url).pathname.slice(1)} SET timezone TO 'Asia/Kathmandu'`,
  )
  const elsewhere = openDatabase(database.url)
  const asked = Date.now()
  await elsewhere.$transaction((tx) => recordAudit(tx, anEntry({ action: 'zone.test' })))
  const verdict = await verifyAudit(elsewhere)
  const entry = await elsewhere.auditEntry.findFirst({ where: { action: 'zone.test' } })
  await elsewhere.$disconnect()
  expect(verdict.ok).toBe(true)
  expect(Math.abs((entry?.at.getTime() ?? 0) - asked)).toBeLessThan(60_000)
})

test('nobody changes or removes an entry through the application', async () => {
  const words = 'audit entries cannot be changed or removed'
  await expect(db.$executeRaw`UPDATE "AuditEntry" SET "action" = 'other'`).rejects.toThrow(words)
  await expect(db.$executeRaw`DELETE FROM "AuditEntry"`).rejects.toThrow(words)
  await expect(db.$executeRaw`TRUNCATE "AuditEntry"`).rejects.toThrow(words)
})
