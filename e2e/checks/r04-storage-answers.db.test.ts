import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { STORAGE_LIMITS } from '#lib/custody/ask-storage.ts'
import { digestFile } from '#lib/custody/compare-file.ts'
import { removeCopies } from '#lib/custody/remove-copies.ts'
import { runCustody } from '#lib/custody/run-custody.ts'
import { createS3Driver } from '#lib/custody/s3-driver.ts'
import type { StorageFailure } from '#lib/custody/storage-driver.ts'
import type { Tools } from '#lib/custody/tools.ts'
import { verifyNext } from '#lib/custody/verify-files.ts'
import { outgoing } from '#lib/platform/outgoing.ts'
import { runDeletions } from '#lib/retention/run-deletions.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { ok } from '#lib/system/result.ts'
import { laterFor } from '../kit/a-kept-recording.ts'
import { type RecordingOverHttp, recordingOverHttp } from '../kit/recording-over-http.ts'
import { anAccount } from '../kit/rows.ts'
import { ALL_DEEDS, type StrictS3, startStrictS3 } from '../kit/strict-s3.ts'
import { createTestDatabase, type TestDatabase } from '../kit/test-database.ts'
import { testEnv } from '../kit/test-env.ts'

/**
 * R4: a storage that refuses, has lost its bucket, fails, is full, or does not answer at all. Whatever is being done there, it
 * ends in time, loses nothing, deletes nothing twice, and is said; when the storage is well again, so is the rest.
 */
const FILM = randomBytes(100_000)
/** Whoever never answers is not waited for as patiently as in earnest. */
const HASTY = { answerMs: 250, partMs: 250, stallMs: 250 }
/** A turn on a storage that hangs: some questions, each given up in time. Far beyond that only on a machine that hangs too. */
const IN_TIME_MS = 8_000

type Answer = 403 | 404 | 500 | 507 | 'slow'

/** From now on it answers so, to all that it is asked or to some of it. */
function answer(how: Answer, to: (request: IncomingMessage) => boolean = () => true): void {
  limits = how === 'slow' ? HASTY : STORAGE_LIMITS
  const said = how === 'slow' ? how : { status: how, body: '<Error><Code>Northlight</Code></Error>' }
  s3.state.fault = (request) => (to(request) ? said : null)
}

function heal(): void {
  s3.state.fault = null
  s3.state.policy = new Set(ALL_DEEDS)
  limits = STORAGE_LIMITS
}

let limits = STORAGE_LIMITS
let server: TestDatabase
let db: Database
let s3: StrictS3
let recording: RecordingOverHttp
let tools: Tools

beforeAll(async () => {
  testEnv()
  server = await createTestDatabase()
  db = openDatabase(server.url)
  s3 = await startStrictS3()
})

beforeEach(async () => {
  recording = await recordingOverHttp(db, FILM, { dataDir: '', s3 })
  const driverFor = async () => ok(createS3Driver(s3.settings, { ask: outgoing, limits }))
  tools = { ...recording.tools, driverFor }
})

afterEach(async () => {
  heal()
  await db.custody.updateMany({ data: { nextAt: null } })
  await db.storedFile.updateMany({ data: { verifyAt: null } })
  await db.deletion.updateMany({ where: { state: 'deleting' }, data: { state: 'expired', nextAt: null } })
  await recording.end()
})

afterAll(async () => {
  await Promise.all([db.$disconnect(), s3.stop()])
  await server.drop()
})

const here = () => ({ archiveId: recording.archiveId })
const custody = () => db.custody.findUniqueOrThrow({ where: here() })
const fileRow = () => db.storedFile.findFirstOrThrow({ where: here() })
const alerts = async () =>
  (await db.alert.findMany({ where: { ...here(), resolvedAt: null } })).map(({ kind }) => kind)

async function inTime<Value>(work: () => Promise<Value>): Promise<Value> {
  const began = performance.now()
  const value = await work()
  expect(performance.now() - began).toBeLessThan(IN_TIME_MS)
  return value
}

describe('while a recording is fetched, a storage that answers', () => {
  const later = () =>
    db.custody.updateMany({
      where: { ...here(), nextAt: { not: null } },
      data: { leasedUntil: null, nextAt: new Date(0) },
    })

  async function turns(count: number): Promise<void> {
    for (let turn = 0; turn < count; turn++) {
      await inTime(() => runCustody(tools))
      await later()
    }
  }

  const isReading = ({ method }: IncomingMessage): boolean => method === 'GET' || method === 'HEAD'

  test.each<[Answer, StorageFailure]>([
    [403, 'refused'],
    [404, 'not-found'],
    [500, 'unavailable'],
    [507, 'full'],
    ['slow', 'unavailable'],
  ])('%s to everything keeps the original where it is, and is said', async (status, failure) => {
    answer(status)
    await turns(4)
    expect(await custody()).toMatchObject({ step: 'fetching', failure, leasedUntil: null })
    expect(await alerts()).toEqual(['storageTrouble'])
    expect(recording.platform.deleted).toBe(0)
    heal()
    await turns(2)
    expect(await custody()).toMatchObject({ step: 'kept', failure: null })
    expect((await recording.kept())?.equals(FILM)).toBe(true)
    expect([await alerts(), recording.platform.deleted]).toEqual([[], 1])
  })

  test.each<[Answer, StorageFailure]>([
    [403, 'refused'],
    [404, 'not-found'],
    [500, 'unavailable'],
    ['slow', 'unavailable'],
  ])('%s when it is to be read back lets nobody release what was not compared', async (status, failure) => {
    answer(status, isReading)
    await turns(4)
    expect(await custody()).toMatchObject({ step: 'fetching', failure })
    expect([await alerts(), recording.platform.deleted]).toEqual([['storageTrouble'], 0])
    heal()
    await turns(2)
    expect(await custody()).toMatchObject({ step: 'kept' })
    expect([await alerts(), recording.platform.deleted]).toEqual([[], 1])
  })

  test.each<[Answer, StorageFailure]>([
    [403, 'refused'],
    [500, 'unavailable'],
    ['slow', 'unavailable'],
  ])('%s before the original is released keeps it until ours is seen again', async (status, failure) => {
    await turns(1)
    expect(await custody()).toMatchObject({ step: 'releasing' })
    answer(status)
    await turns(2)
    expect(await custody()).toMatchObject({ step: 'releasing', failure })
    expect(recording.platform.deleted).toBe(0)
    heal()
    await turns(1)
    expect([(await custody()).step, recording.platform.deleted]).toEqual(['kept', 1])
  })
})

describe('when a kept file is looked at again, a storage that answers', () => {
  const due = () => db.storedFile.updateMany({ where: here(), data: { verifyAt: new Date(0) } })

  async function look() {
    await due()
    return inTime(() => verifyNext(tools))
  }

  beforeEach(() => recording.keep())

  test.each<Answer>([403, 500, 507, 'slow'])(
    '%s says nothing of the file, and that is said',
    async (status) => {
      answer(status)
      expect([await look(), await look()]).toEqual(['unknown', 'unknown'])
      expect(await fileRow()).toMatchObject({ state: 'whole', verifiedAt: null })
      expect((await fileRow()).verifyAt?.getTime()).toBeGreaterThan(Date.now())
      expect(await alerts()).toEqual(['storageTrouble'])
      heal()
      expect(await look()).toBe('whole')
      expect(await alerts()).toEqual([])
    },
  )

  test('404 has lost it: that is urgent, and ends when it is there again', async () => {
    answer(404)
    expect(await look()).toBe('missing')
    expect([(await fileRow()).state, await alerts()]).toEqual(['missing', ['fileMissing']])
    heal()
    expect(await look()).toBe('whole')
    expect([(await fileRow()).state, await alerts()]).toEqual(['whole', []])
  })

  test('nothing for many files is one alarm, and alarms anew when it comes again', async () => {
    const { storageId, projectId } = await fileRow()
    const { id: other } = await db.archive.create({
      data: {
        ...(await db.archive.findUniqueOrThrow({
          where: { id: recording.archiveId },
          omit: { id: true, taken: true },
        })),
        platformId: 'another',
      },
    })
    const { id: _, archiveId: __, ...copy } = await fileRow()
    await db.storedFile.create({ data: { ...copy, archiveId: other, name: `${projectId}/${other}.mp4` } })
    answer('slow')
    await db.storedFile.updateMany({ where: { storageId }, data: { verifyAt: new Date(0) } })
    expect([await verifyNext(tools), await verifyNext(tools)]).toEqual(['unknown', 'unknown'])
    const open = () => db.alert.count({ where: { projectId, kind: 'storageTrouble', resolvedAt: null } })
    expect(await open()).toBe(1)
    heal()
    s3.place(`${s3.settings.prefix}${projectId}/${other}.mp4`, FILM)
    await db.storedFile.updateMany({ where: { storageId }, data: { verifyAt: new Date(0) } })
    expect([await verifyNext(tools), await verifyNext(tools), await open()]).toEqual(['whole', 'whole', 0])
    answer(403)
    await look()
    expect(await open()).toBe(1)
  })

  test('a byte now and then is given up like one that does not answer', async () => {
    s3.state.fault = ({ method }) => (method === 'GET' ? 'drip' : null)
    const driver = createS3Driver(s3.settings, { ask: outgoing, limits })
    const { name } = await fileRow()
    expect(await inTime(() => digestFile(driver, name, async () => {}, 300))).toEqual({
      ok: false,
      failure: 'unavailable',
    })
  })
})

describe('while a recording is deleted, a storage that answers', () => {
  beforeEach(async () => {
    await recording.keep()
    const [asked, agreed] = [await anAccount(db, 'Priya'), await anAccount(db, 'Lena')]
    const who = { askedById: asked.id, answeredById: agreed.id, reason: 'Consent was withdrawn' }
    const due = { state: 'deleting' as const, nextAt: new Date(0) }
    await db.deletion.create({ data: { ...here(), projectId: recording.projectId, ...who, ...due } })
  })

  const deletion = () => db.deletion.findFirstOrThrow({ where: here() })
  const removals = () =>
    s3.state.asked.filter((line) => line.startsWith('DELETE') && line.includes(recording.archiveId)).length

  async function turns(count: number): Promise<void> {
    for (let turn = 0; turn < count; turn++) {
      await inTime(() =>
        runDeletions(db, {
          removeCopies: (at, id) => removeCopies(at, id, tools.driverFor),
          platform: tools.platformFor,
        }),
      )
      await laterFor(db)
    }
  }

  test.each<[Answer, string]>([
    [403, 'storage-refused'],
    [500, 'storage-unavailable'],
    [507, 'storage-full'],
    ['slow', 'storage-unavailable'],
  ])('%s keeps the deletion open, and it is said', async (status, failure) => {
    answer(status)
    await turns(4)
    expect(await deletion()).toMatchObject({
      state: 'deleting',
      failure,
      storageDoneAt: null,
      leasedUntil: new Date(0),
    })
    expect([await alerts(), recording.platform.deletionsAsked]).toEqual([['deletionStuck'], 0])
    heal()
    await turns(1)
    expect(await deletion()).toMatchObject({ state: 'done', failure: null })
    expect([await recording.kept(), await alerts()]).toEqual([null, []])
    expect([removals(), recording.platform.deletionsAsked]).toEqual([1, 1])
  })

  test.each<Answer>([403, 500, 'slow'])(
    '%s only when it is to delete leaves the file, and is asked again',
    async (status) => {
      answer(status, ({ method }) => method === 'DELETE')
      await turns(4)
      expect((await recording.kept())?.equals(FILM)).toBe(true)
      expect([await alerts(), recording.platform.deletionsAsked]).toEqual([['deletionStuck'], 0])
      heal()
      await turns(1)
      expect([(await deletion()).state, await recording.kept()]).toEqual(['done', null])
      expect(recording.platform.deletionsAsked).toBe(1)
    },
  )

  test('404 has none of it: that counts as gone, and nothing is deleted there', async () => {
    answer(404)
    await turns(1)
    expect(await deletion()).toMatchObject({ state: 'done' })
    expect([removals(), recording.platform.deletionsAsked]).toEqual([0, 1])
  })

  test('that the key may only read waits for whoever may delete there, and goes on when they have', async () => {
    await db.storedFile.updateMany({ where: here(), data: { writtenBy: 'platform' } })
    s3.state.policy = new Set(['GetObject'])
    await turns(4)
    expect(await deletion()).toMatchObject({ state: 'deleting', failure: 'storage-refused' })
    expect(await alerts()).toEqual(['deletionStuck'])
    s3.forget(recording.archiveId)
    await turns(1)
    expect([(await deletion()).state, await alerts()]).toEqual(['done', []])
  })
})
