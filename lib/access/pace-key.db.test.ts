import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { anAccount } from '../../e2e/kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { paceKey } from './pace-key.ts'

let database: TestDatabase
let servers: [Database, Database]

beforeAll(async () => {
  database = await createTestDatabase()
  servers = [openDatabase(database.url, 4), openDatabase(database.url, 4)]
})

afterAll(async () => {
  await Promise.all(servers.map((server) => server.$disconnect()))
  await database.drop()
})

async function aKey(): Promise<string> {
  const [db] = servers
  const { id: createdById } = await anAccount(db)
  const hash = new Uint8Array(32)
  return (await db.apiKey.create({ data: { name: 'Reports', prefix: newId(), hash, createdById } })).id
}

/** So many at once, by turns at both servers: how many passed, and in how many seconds. */
async function ask(keyId: string, times: number) {
  const began = performance.now()
  const waits = await Promise.all(
    Array.from({ length: times }, (_, turn) => paceKey(servers[turn % 2 === 0 ? 0 : 1], keyId)),
  )
  const seconds = Math.ceil((performance.now() - began) / 1_000)
  return { passed: waits.filter((wait) => wait === 0).length, waits, seconds }
}

const rest = (keyId: string, seconds: number) =>
  servers[0].$executeRaw`
    UPDATE "KeyPace" SET "restedAt" = "restedAt" - make_interval(secs => ${seconds}::int) WHERE "keyId" = ${keyId}::uuid`

test('a key may ask 120 times at once over all servers together, and then once a second', async () => {
  const [key, other] = [await aKey(), await aKey()]
  const { passed, waits, seconds } = await ask(key, 200)
  expect(passed).toBeGreaterThanOrEqual(120)
  expect(passed).toBeLessThanOrEqual(120 + seconds)
  expect(waits.filter((wait) => wait > 0).every((wait) => wait === 1)).toBe(true)
  expect(await paceKey(servers[1], other)).toBe(0)
  await rest(key, 30)
  const again = await ask(key, 60)
  expect(again.passed).toBeGreaterThanOrEqual(30)
  expect(again.passed).toBeLessThanOrEqual(30 + seconds + again.seconds)
})

test('rest is saved up to 120 times, not more', async () => {
  const key = await aKey()
  await ask(key, 120)
  await rest(key, 3_600)
  const { passed, seconds } = await ask(key, 200)
  expect(passed).toBeGreaterThanOrEqual(120)
  expect(passed).toBeLessThanOrEqual(120 + seconds)
})
