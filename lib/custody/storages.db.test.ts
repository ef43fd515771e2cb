import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { anActor, aProject } from '../../e2e/kit/rows.ts'
import { type StrictS3, startStrictS3 } from '../../e2e/kit/strict-s3.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { testEnv } from '../../e2e/kit/test-env.ts'
import { checkNextStorage, findingsOf } from './check-storages.ts'
import { storageOf } from './driver-for.ts'
import type { SaveStorageInput, StorageFinding, StoragePurpose } from './model.ts'
import { findStorages, removeStorage, saveStorage, type TriedStorage } from './save-storage.ts'
import { projectStorages } from './storage-queries.ts'
import { openStorageSecret } from './storage-secret.ts'

let server: TestDatabase
let db: Database
let s3: StrictS3
let projectId: string
beforeAll(async () => {
  testEnv()
  server = await createTestDatabase()
  db = openDatabase(server.url)
  s3 = await startStrictS3()
})
beforeEach(async () => {
  projectId = (await aProject(db)).id
})
afterEach(async () => {
  await db.alert.deleteMany()
  await db.storage.deleteMany()
})
afterAll(async () => {
  await db.$disconnect()
  await server.drop()
  await s3.stop()
})

function given(change: Partial<SaveStorageInput> = {}): SaveStorageInput {
  const { bucket, prefix, keyId, region } = s3.settings
  const place = { projectId, purpose: 'uploads', kind: 's3', bucket, prefix, keyName: keyId, region } as const
  // The kinds differ in one field, and no change here is of the kind.
  return { ...place, endpoint: s3.settings.endpoint, ...change } as SaveStorageInput
}

/** As the door does it, once it was tried with this result. */
async function save(
  change: Partial<SaveStorageInput> = {},
  found: StorageFinding[] = [],
  secret = s3.settings.secret,
) {
  const input = given(change)
  const before = await storageOf(db, projectId, input.purpose)
  const tried: TriedStorage = { secret, origin: input.endpoint, found, beforeId: before?.id ?? null }
  return db.$transaction(async (tx) => {
    const storages = await findStorages(tx, projectId)
    if (!storages) throw new Error('There is no such project')
    return saveStorage(tx, storages, input, tried)
  })
}

const used = async (purpose: StoragePurpose = 'uploads') => {
  const row = await storageOf(db, projectId, purpose)
  if (!row) throw new Error('There is none')
  return row
}
const openAlerts = () =>
  db.alert.findMany({
    where: { projectId, resolvedAt: null },
    select: { kind: true, level: true },
    orderBy: { id: 'asc' },
  })
const check = async (...found: StorageFinding[]) => {
  await db.storage.updateMany({ data: { checkedAt: null } })
  expect(await checkNextStorage(db, async () => found)).toBe(true)
}

test('what was found when it was saved alarms, and the alarm ends by itself when it is gone', async () => {
  await save({}, ['may-put', 'public-read', 'no-versions'])
  expect(await openAlerts()).toEqual([
    { kind: 'storageTooPowerful', level: 'notice' },
    { kind: 'storageUnsafe', level: 'urgent' },
  ])
  await check('may-put', 'public-read', 'no-versions')
  expect(await db.alert.count()).toBe(2) // one cause alarms once
  await check('no-versions')
  expect(await openAlerts()).toEqual([])
  expect(findingsOf(await used()).map(({ finding }) => finding)).toEqual(['no-versions'])
})

test('what was gone and came again alarms anew', async () => {
  await save({}, ['public-read'])
  await check()
  await check('public-read')
  expect(await db.alert.count()).toBe(2)
  expect(await openAlerts()).toHaveLength(1)
})

test('of a storage that does not answer, what was known stays known', async () => {
  await save({}, ['may-delete'])
  await check('unreachable')
  expect((await openAlerts()).map(({ kind }) => kind)).toEqual(['storageTooPowerful', 'storageTrouble'])
  await check('may-delete')
  expect((await openAlerts()).map(({ kind }) => kind)).toEqual(['storageTooPowerful'])
})

test('each is looked at once a day, each hour while something is wrong, and by one server', async () => {
  await save()
  const looked = async (hoursAgo: number) => {
    const checkedAt = new Date(Date.now() - hoursAgo * 3_600_000)
    await db.storage.updateMany({ data: { checkedAt } })
    let times = 0
    const probe = async () => {
      times++
      return []
    }
    await Promise.all([checkNextStorage(db, probe), checkNextStorage(db, probe)])
    return times
  }
  expect(await looked(23)).toBe(0)
  expect(await looked(25)).toBe(1)
  await check('no-versions')
  expect(await looked(0.9)).toBe(0)
  expect(await looked(1.1)).toBe(1)
})

test('another place takes over, and what lies in the one before is still known; its alarms end', async () => {
  await save({}, ['public-read'])
  const first = await used()
  await save({ bucket: 'another-bucket' })
  const second = await used()
  expect(second.id).not.toBe(first.id)
  expect(await db.storage.findUniqueOrThrow({ where: { id: first.id } })).toMatchObject({
    replacedAt: expect.any(Date),
  })
  expect(await openAlerts()).toEqual([])
  await save()
  expect((await used()).id).toBe(first.id) // back to where it was
})

test('another key of the same place reads what is there already, below every prefix', async () => {
  await save({ prefix: 'first/' })
  const first = await used()
  await save({ prefix: 'second/', keyName: 'ANOTHER' }, [], 'the secret of another')
  const old = await db.storage.findUniqueOrThrow({ where: { id: first.id } })
  expect([old.keyName, openStorageSecret(old)]).toEqual([
    'ANOTHER',
    { ok: true, value: 'the secret of another' },
  ])
})

test('one that was changed meanwhile is not saved over', async () => {
  const tried = { secret: 'x', origin: s3.settings.endpoint, found: [], beforeId: null }
  await save()
  const saved = await db.$transaction(async (tx) => {
    const storages = await findStorages(tx, projectId)
    return storages && saveStorage(tx, storages, given(), tried)
  })
  expect(saved).toEqual({ ok: false, failure: 'changed-meanwhile' })
})

test('one that is used no more is out of sight, and alarms no more', async () => {
  await save({}, ['may-put'])
  const remove = () =>
    db.$transaction(async (tx) => {
      const storages = await findStorages(tx, projectId)
      return storages && removeStorage(tx, storages, 'uploads')
    })
  expect(await remove()).toEqual({ ok: true, value: null })
  expect(await openAlerts()).toEqual([])
  expect(await remove()).toEqual({ ok: false, failure: 'no-such-storage' })
})

test('its page shows no secret, and shows nothing to who may not set it', async () => {
  await save({}, ['may-put'])
  const page = await projectStorages(anActor(['storage.manage']), projectId, db)
  expect(page).toMatchObject({
    keep: null,
    uploads: { bucket: s3.settings.bucket, findings: [{ finding: 'may-put' }] },
  })
  expect(JSON.stringify(page)).not.toContain(s3.settings.secret)
  expect(await projectStorages(anActor(['project.manage']), projectId, db)).toBeNull()
  expect(await projectStorages(anActor(['storage.manage'], new Set(['another'])), projectId, db)).toBeNull()
})
