import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '#lib/access/actor.ts'
import { STORAGE_LIMITS } from '#lib/custody/ask-storage.ts'
import { storageOf } from '#lib/custody/driver-for.ts'
import type { SaveStorageInput } from '#lib/custody/model.ts'
import { findStorages, saveStorage, tryStorage } from '#lib/custody/save-storage.ts'
import { createOutgoing } from '#lib/platform/outgoing.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { parseNetworks } from '#lib/system/outgoing-address.ts'
import { anActor, aProject } from '../kit/rows.ts'
import { type StrictS3, startStrictS3 } from '../kit/strict-s3.ts'
import { createTestDatabase, type TestDatabase } from '../kit/test-database.ts'
import { testEnv } from '../kit/test-env.ts'

/** S4: where a storage's secret goes is changed by nobody who does not have it, and it is kept only once the storage took it. */
const rules = { networks: parseNetworks('127.0.0.0/8'), origins: [] }
const admin = anActor(['storage.manage'])
let server: TestDatabase
let db: Database
let s3: StrictS3
let elsewhere: StrictS3
let projectId: string
beforeAll(async () => {
  testEnv()
  server = await createTestDatabase()
  db = openDatabase(server.url)
  s3 = await startStrictS3()
  elsewhere = await startStrictS3()
})
beforeEach(async () => {
  projectId = (await aProject(db)).id
  s3.state.asked.length = 0
  elsewhere.state.asked.length = 0
})
afterAll(async () => {
  await db.$disconnect()
  await server.drop()
  await s3.stop()
  await elsewhere.stop()
})

function given(change: Record<string, unknown> = {}): SaveStorageInput {
  const { bucket, prefix, keyId: keyName, region, endpoint, secret } = s3.settings
  const all = { projectId, purpose: 'keep', kind: 's3', bucket, prefix, keyName, region, endpoint, secret }
  return { ...all, ...change } as SaveStorageInput // what is changed is of the same kind
}
const attempt = (change: Record<string, unknown> = {}, actor: Actor = admin) =>
  tryStorage(actor, given(change), { db, rules, way: { ask: createOutgoing(rules), limits: STORAGE_LIMITS } })

async function save(change: Record<string, unknown> = {}) {
  const tried = await attempt(change)
  if (!tried.ok) throw new Error(tried.failure)
  return db.$transaction(async (tx) => {
    const storages = await findStorages(tx, projectId)
    return storages && saveStorage(tx, storages, given(change), tried.value)
  })
}

describe('a storage is set', () => {
  test('by its own key, after a file was written there, read and deleted', async () => {
    expect(await save()).toEqual({ ok: true, value: null })
    expect(s3.names()).toEqual([])
    expect(s3.state.asked.some((line) => line.startsWith('DELETE'))).toBe(true)
  })
  test.each([
    ['a wrong secret', { secret: 'another evening' }, 'cannot-put'],
    ['no secret', { secret: undefined }, 'needs-secret'],
    ['a bucket that is not there', { bucket: 'another-bucket' }, 'no-bucket'],
    ['an address of the inside', { endpoint: 'https://169.254.169.254' }, 'bad-address'],
    ['more than an address', { endpoint: 'https://s3.northlight.example/recordings' }, 'bad-address'],
    ['no encryption of the line', { endpoint: 'http://s3.northlight.example' }, 'bad-address'],
  ])('not with %s, and nothing is saved', async (_what, change, failure) => {
    expect(await attempt(change)).toEqual({ ok: false, failure })
    expect(await storageOf(db, projectId, 'keep')).toBeNull()
  })
  test('by nobody who may not: nothing is even asked', async () => {
    await attempt({}, anActor(['project.manage']))
    await attempt({}, anActor(['storage.manage'], new Set(['another'])))
    expect(s3.state.asked).toEqual([])
  })
})

describe('one that is set keeps its secret', () => {
  beforeEach(async () => {
    await save()
    elsewhere.state.asked.length = 0
  })
  test('while only what lies below another name changes', async () => {
    expect(await save({ secret: undefined, prefix: 'other/' })).toEqual({ ok: true, value: null })
  })
  test.each([
    ['address', () => ({ endpoint: elsewhere.settings.endpoint })],
    ['bucket', () => ({ bucket: 'another-bucket' })],
    ['key', () => ({ keyName: 'ANOTHER' })],
    ['kind', () => ({ kind: 'azure' })],
    ['purpose', () => ({ purpose: 'uploads' })],
  ])('and does not follow to another %s', async (_what, change) => {
    expect(await attempt({ secret: undefined, ...change() })).toEqual({ ok: false, failure: 'needs-secret' })
    expect(elsewhere.state.asked).toEqual([])
  })
})
