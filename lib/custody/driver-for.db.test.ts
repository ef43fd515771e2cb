import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { parseMasterKeys } from '#lib/system/master-keys.ts'
import { aProject } from '../../e2e/kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { testEnv } from '../../e2e/kit/test-env.ts'
import { driverFor, storageOf } from './driver-for.ts'
import {
  checkStorageSecrets,
  openStorageSecret,
  rewrapStorageSecrets,
  sealStorageSecret,
} from './storage-secret.ts'

const [first, second] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')]
let server: TestDatabase
let db: Database
let projectId: string
beforeAll(async () => {
  testEnv({ GAVEL_LOG_LEVEL: 'silent' })
  server = await createTestDatabase()
  db = openDatabase(server.url)
  projectId = (await aProject(db)).id
})
beforeEach(() => db.storage.deleteMany())
afterAll(async () => {
  await db.$disconnect()
  await server.drop()
})

async function aStorage(change: { replacedAt?: Date } = {}, keys?: ReturnType<typeof parseMasterKeys>) {
  const place = {
    id: newId(),
    projectId,
    purpose: 'keep' as const,
    endpoint: 'https://s3.northlight.example',
    bucket: 'recordings',
    keyName: 'GAVEL',
  }
  const sealed = sealStorageSecret('an evening of the storage', place, keys)
  return db.storage.create({ data: { ...place, kind: 's3', region: 'eu-central-1', ...sealed, ...change } })
}

test('a project without a storage keeps on the disk of the server, and has none for uploads', async () => {
  expect(await driverFor(db, { projectId, storageId: null })).toMatchObject({ ok: true })
  expect(await storageOf(db, projectId, 'keep')).toBeNull()
})

test('of storages that took the place of each other the last is used, and files in the others are still reached', async () => {
  const old = await aStorage({ replacedAt: new Date() })
  const used = await aStorage()
  expect((await storageOf(db, projectId, 'keep'))?.id).toBe(used.id)
  expect(await storageOf(db, projectId, 'uploads')).toBeNull()
  expect((await driverFor(db, { projectId, storageId: old.id })).ok).toBe(true)
})

test('no storage of one project is reached from another', async () => {
  const { id: storageId } = await aStorage()
  const failure = { ok: false, failure: 'no-storage' }
  expect(await driverFor(db, { projectId: newId(), storageId })).toEqual(failure)
  expect(await driverFor(db, { projectId, storageId: newId() })).toEqual(failure)
})

test.each([
  { endpoint: 'https://elsewhere.example' },
  { bucket: 'another' },
  { keyName: 'OTHER' },
  { purpose: 'uploads' as const },
])('a secret opens for nobody who changes %o in the database', async (change) => {
  const row = await aStorage()
  await db.storage.update({ where: { id: row.id }, data: change })
  expect(await driverFor(db, { projectId, storageId: row.id })).toEqual({ ok: false, failure: 'no-storage' })
})

test('secrets follow a new master key, and nothing starts without the one they are under', async () => {
  const row = await aStorage({}, parseMasterKeys(`k1:${first}`))
  expect(await checkStorageSecrets(db, parseMasterKeys(`k2:${second}`))).toMatchObject({
    failure: expect.stringMatching(/^1 of 1 keys of storages do not open/),
  })
  expect(await rewrapStorageSecrets(db, parseMasterKeys(`k2:${second},k1:${first}`))).toBe(1)
  const alone = parseMasterKeys(`k2:${second}`)
  expect(await checkStorageSecrets(db, alone)).toEqual({ ok: true, value: null })
  const kept = await db.storage.findUniqueOrThrow({ where: { id: row.id } })
  expect(openStorageSecret(kept, alone)).toEqual({ ok: true, value: 'an evening of the storage' })
  expect(await rewrapStorageSecrets(db, alone)).toBe(0)
})
