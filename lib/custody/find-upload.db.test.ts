import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createOutgoing } from '#lib/platform/outgoing.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { parseNetworks } from '#lib/system/outgoing-address.ts'
import { ok } from '#lib/system/result.ts'
import { type PlatformWithFile, platformWithFile } from '../../e2e/kit/platform-with-file.ts'
import { aProject, aSession } from '../../e2e/kit/rows.ts'
import { type StrictS3, startStrictS3 } from '../../e2e/kit/strict-s3.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { testEnv } from '../../e2e/kit/test-env.ts'
import { STORAGE_LIMITS } from './ask-storage.ts'
import type { DriverFor } from './driver-for.ts'
import { findUpload } from './find-upload.ts'
import { runCustody } from './run-custody.ts'
import { createS3Driver } from './s3-driver.ts'
import { sealStorageSecret } from './storage-secret.ts'
import { type Tools, toolsFor } from './tools.ts'

const BYTES = randomBytes(100_000)
let server: TestDatabase
let db: Database
let s3: StrictS3
let platform: PlatformWithFile
let projectId: string
let archiveId: string
let path: string
const platformId = newId()

/** As it is asked of the database, to a storage on loopback, which a server asks only where its settings say so. */
const driverFor: DriverFor = async () =>
  ok(
    createS3Driver(s3.settings, {
      ask: createOutgoing({ networks: parseNetworks('127.0.0.0/8'), origins: [] }),
      limits: STORAGE_LIMITS,
    }),
  )
const tools = { driverFor, every: async () => {} }

beforeAll(async () => {
  testEnv({ GAVEL_LOG_LEVEL: 'silent' })
  server = await createTestDatabase()
  db = openDatabase(server.url)
  s3 = await startStrictS3()
  platform = await platformWithFile(platformId, BYTES)
  platform.status = 'uploaded'
})
beforeEach(async () => {
  await db.alert.deleteMany()
  await db.storedFile.deleteMany()
  await db.custody.deleteMany()
  await db.archive.deleteMany()
  s3.state.policy = new Set(['GetObject', 'ListBucket'])
  const project = await aProject(db)
  projectId = project.id
  const { id: sessionId } = await aSession(db, projectId)
  const archive = { projectId, sessionId, platformId, stoppedAt: new Date() }
  archiveId = (await db.archive.create({ data: { ...archive, state: 'uploaded' } })).id
  path = `${s3.settings.prefix}${project.platformId}/${platformId}/archive`
})
afterAll(async () => {
  await db.$disconnect()
  await server.drop()
  await s3.stop()
  await platform.stop()
})

async function aStorage() {
  const { endpoint, bucket, keyId, prefix, secret } = s3.settings
  const place = { id: newId(), projectId, purpose: 'uploads' as const, endpoint, bucket, keyName: keyId }
  return db.storage.create({ data: { ...place, kind: 's3', prefix, ...sealStorageSecret(secret, place) } })
}
const find = () => findUpload(db, { archiveId }, tools)
/** The clock comes by once, whenever it was due. */
async function turn() {
  await db.custody.updateMany({ data: { nextAt: new Date(0), leasedUntil: null } })
  const all: Tools = {
    ...toolsFor(db),
    platformFor: async () => platform.client(),
    ask: platform.ask,
    driverFor,
  }
  expect(await runCustody(all)).toBe(true)
}
const custody = () => db.custody.findUniqueOrThrow({ where: { archiveId } })

test.each(['mp4', 'webm', 'zip'])(
  'a recording that was uploaded as %s is found, hashed and kept in mind once',
  async (ending) => {
    const storage = await aStorage()
    s3.place(`${path}.${ending}`, BYTES)
    expect(await find()).toEqual({ ok: true, value: 'found' })
    expect(await find()).toEqual({ ok: true, value: 'found' })
    const [file, ...more] = await db.storedFile.findMany()
    expect(more).toEqual([])
    expect(file).toMatchObject({
      storageId: storage.id,
      state: 'whole',
      writtenBy: 'platform',
      encryption: 'AES256',
      size: BigInt(BYTES.length),
    })
    expect(Buffer.from(file?.sha256 ?? []).equals(createHash('sha256').update(BYTES).digest())).toBe(true)
    expect(
      await db.auditEntry.count({ where: { action: 'archive.found', subject: `archive:${archiveId}` } }),
    ).toBe(1)
    expect(s3.names()).toContain(`${path}.${ending}`)
  },
)

test('without a storage that Gavel was told of, nothing is looked for', async () => {
  expect(await find()).toEqual({ ok: false, failure: 'no-storage' })
})

test('a storage that refuses is told as what it is, and alarms no loss', async () => {
  await aStorage()
  s3.state.policy = new Set()
  expect(await find()).toEqual({ ok: false, failure: 'refused' })
  expect(await db.alert.count()).toBe(0)
})

test('by the clock: what is there is kept, and nothing is deleted on the platform', async () => {
  await aStorage()
  s3.place(`${path}.mp4`, BYTES)
  await turn()
  expect(await custody()).toMatchObject({ step: 'kept', nextAt: null })
  expect(platform.deleted).toBe(0)
})

test('by the clock: an upload that does not come alarms after some attempts, once, until it comes', async () => {
  await aStorage()
  await turn()
  await turn()
  expect(await db.alert.count()).toBe(0)
  await turn()
  await turn()
  expect(await db.alert.findMany({ select: { kind: true, level: true, resolvedAt: true } })).toEqual([
    { kind: 'uploadLost', level: 'urgent', resolvedAt: null },
  ])
  s3.place(`${path}.mp4`, BYTES)
  await turn()
  expect(await db.alert.count({ where: { resolvedAt: null } })).toBe(0)
  expect((await custody()).step).toBe('kept')
})

test('a file with nothing in it is not the recording', async () => {
  await aStorage()
  s3.place(`${path}.mp4`, Buffer.alloc(0))
  expect(await find()).toEqual({ ok: false, failure: 'not-found' })
  expect(await db.storedFile.count()).toBe(0)
})

test('by the clock: what the platform could not upload is fetched from it, and said', async () => {
  await aStorage()
  platform.status = 'available'
  await db.archive.update({ where: { id: archiveId }, data: { state: 'available' } })
  await db.project.update({ where: { id: projectId }, data: { apiUrl: platform.origin } })
  s3.state.policy = new Set(['GetObject', 'ListBucket', 'PutObject'])
  await turn()
  platform.status = 'uploaded'
  expect(await custody()).toMatchObject({ step: 'releasing', failure: null })
  expect(await db.storedFile.findMany({ select: { writtenBy: true, state: true } })).toEqual([
    { writtenBy: 'gavel', state: 'whole' },
  ])
  expect(await db.alert.findMany({ select: { kind: true, level: true, details: true } })).toEqual([
    { kind: 'uploadLost', level: 'notice', details: { copyUntil: null, saved: true } },
  ])
})
