import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#lib/system/ids.ts'
import { parseMasterKeys } from '#lib/system/master-keys.ts'
import { anAccount } from '../../e2e/kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { type Database, openDatabase } from '../system/database.ts'
import { checkSeeds, openSeed, rewrapSeeds, sealSeed } from './seed-at-rest.ts'

const [first, second] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')]
const keys = parseMasterKeys(`k1:${first}`)
const SEED = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

let server: TestDatabase
let db: Database
beforeAll(async () => {
  server = await createTestDatabase()
  db = openDatabase(server.url)
})
afterAll(async () => {
  await db.$disconnect()
  await server.drop()
})

async function anAuthenticator() {
  const { id: accountId } = await anAccount(db)
  const place = { id: newId(), accountId }
  return db.factor.create({
    data: { ...place, kind: 'totp', name: 'Authenticator', ...sealSeed(SEED, place, keys) },
  })
}

test('a seed opens in its own row and account, and nowhere else', async () => {
  const [row, other] = [await anAuthenticator(), await anAuthenticator()]
  expect(openSeed(row, keys)).toEqual({ ok: true, value: SEED })
  expect(Buffer.from(row.ciphertext ?? []).includes(SEED)).toBe(false)
  for (const moved of [
    { id: other.id },
    { accountId: other.accountId },
    { ciphertext: other.ciphertext },
    { wrappedKey: other.wrappedKey },
    { ciphertext: row.wrappedKey },
    { keyId: 'k2' },
  ])
    expect(openSeed({ ...row, ...moved }, keys).ok).toBe(false)
})

test('a new master key takes over, and the old one can go; a missing one stops the start', async () => {
  const row = await anAuthenticator()
  const missing = await checkSeeds(db, parseMasterKeys(`k2:${second}`))
  expect(missing).toMatchObject({ ok: false, failure: expect.stringContaining('GAVEL_MASTER_KEYS') })
  expect(await rewrapSeeds(db, parseMasterKeys(`k2:${second},k1:${first}`))).toBeGreaterThan(0)
  const alone = parseMasterKeys(`k2:${second}`)
  expect(await checkSeeds(db, alone)).toEqual({ ok: true, value: null })
  const after = await db.factor.findUniqueOrThrow({ where: { id: row.id } })
  expect(openSeed(after, alone)).toEqual({ ok: true, value: SEED })
})
