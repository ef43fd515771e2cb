import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sealSeed } from '#lib/factors/seed-at-rest.ts'
import { saveProject } from '#lib/platform/save-project.ts'
import { openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { parseMasterKeys } from '#lib/system/master-keys.ts'
import { cluster } from '../kit/cluster.ts'
import { anAccount } from '../kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../kit/test-database.ts'

/** S3: a server that cannot open what is sealed does not start, also when it is started by itself. */
const right = `k1:${randomBytes(32).toString('base64')}`
const other = randomBytes(32).toString('base64')
let server: TestDatabase

beforeAll(async () => {
  server = await createTestDatabase()
  const db = openDatabase(server.url)
  const secrets = { apiSecret: 'the-api-secret-of-openmic' }
  const settings = {
    name: 'Openmic',
    platform: 'opentok',
    platformId: '99000001',
    apiUrl: null,
    secrets,
  } as const
  await db.$transaction((tx) => saveProject(tx, settings, new Date(), parseMasterKeys(right)))
  await db.$disconnect()
}, 600_000)
afterAll(() => server.drop())

const start = (GAVEL_MASTER_KEYS: string) =>
  cluster(1, { databaseUrl: server.url, env: { GAVEL_MASTER_KEYS } })

test.each([
  ['another key under its name', `k1:${other}`, 'do not open with the master key "k1"'],
  ['without the key', `k2:${other}`, 'sealed under the master key "k1"'],
  ['without any key', '', 'GAVEL_MASTER_KEYS is missing'],
  ['with half a key', 'k1:abc', 'GAVEL_MASTER_KEYS must be'],
])('%s: it ends at once with one line that says why', async (_what, keys, words) => {
  // The log is JSON: quotation marks in a sentence are escaped there.
  const failure = await start(keys).then(
    () => 'it started',
    (error: Error) => error.message.replaceAll('\\"', '"'),
  )
  expect(failure).toContain('ended at once (1)')
  expect(failure.split('\n').filter((line) => line.includes('GAVEL_MASTER_KEYS'))).toHaveLength(1)
  expect(failure).toContain(words)
  expect(failure).not.toContain(other)
})

test('also when authenticators are all that it cannot open', async () => {
  const seeds = await createTestDatabase()
  const db = openDatabase(seeds.url)
  const { id: accountId } = await anAccount(db)
  const place = { id: newId(), accountId }
  const sealed = sealSeed('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', place, parseMasterKeys(right))
  await db.factor.create({ data: { ...place, kind: 'totp', name: 'Authenticator', ...sealed } })
  await db.$disconnect()
  const started = cluster(1, { databaseUrl: seeds.url, env: { GAVEL_MASTER_KEYS: `k1:${other}` } })
  await expect(started).rejects.toThrow(/ended at once \(1\)(?:.|\n)*1 of 1 authenticators do not open/)
  await seeds.drop()
})

test('with its key, and with a newer one before it, it starts', async () => {
  for (const keys of [right, `k2:${other},${right}`]) for (const node of await start(keys)) await node.stop()
})
