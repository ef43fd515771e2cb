import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { approveDeletion } from '#lib/retention/answer-deletion.ts'
import { findDeletion } from '#lib/retention/find-kept.ts'
import {
  DELETION_POINTS,
  type DeletionPoint,
  type DeletionTools,
  runDeletions,
} from '#lib/retention/run-deletions.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { aKeptRecording, type KeptRecording, laterFor, placesOf } from '../kit/a-kept-recording.ts'
import { anAccount } from '../kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../kit/test-database.ts'

/**
 * R4, the half of a deletion: whatever dies in between (r04-kill-9 has each step), it ends right with one deletion in each place.
 * R5: done twice at once, or once more, it is done once. A storage or a platform that does not answer is tried again.
 */
class Death extends Error {}

let server: TestDatabase
/** Two servers: each with connections of its own. */
let db: Database
let other: Database
let recording: KeptRecording
let places: ReturnType<typeof placesOf>

beforeAll(async () => {
  server = await createTestDatabase()
  db = openDatabase(server.url)
  other = openDatabase(server.url)
}, 60_000)

afterAll(async () => {
  await Promise.all([db.$disconnect(), other.$disconnect()])
  await server.drop()
})

beforeEach(async () => {
  recording = await aKeptRecording(db)
  places = placesOf(recording)
  const [asked, agreed] = [await anAccount(db, 'Priya'), await anAccount(db, 'Lena')]
  await db.deletion.create({
    data: {
      archiveId: recording.archiveId,
      projectId: recording.projectId,
      askedById: asked.id,
      answeredById: agreed.id,
      reason: 'Consent was withdrawn',
      state: 'deleting',
      nextAt: new Date(0),
    },
  })
})

const dyingAt = (point: DeletionPoint): DeletionTools => ({
  ...places.tools,
  at: async (here) => {
    if (here === point) throw new Death()
  },
})

const deletion = () => db.deletion.findFirstOrThrow({ where: { archiveId: recording.archiveId } })
const outcomes = () =>
  db.auditEntry.findMany({
    where: { subject: `archive:${recording.archiveId}`, action: 'archive.delete', phase: 'outcome' },
  })

async function expectDeleted(): Promise<void> {
  expect(places.counted.has()).toEqual({ storage: false, platform: false })
  expect(places.counted).toMatchObject({ onStorage: 1, onPlatform: 1 })
  const done = await deletion()
  expect(done).toMatchObject({ state: 'done', nextAt: null, leasedUntil: null, failure: null })
  expect([done.storageDoneAt, done.platformDoneAt, done.doneAt]).not.toContain(null)
  expect(done.files).toMatchObject([
    { where: 'disk', name: recording.name, sha256: recording.sha256, size: 4_096 },
    { where: 'platform', size: 4_096 },
  ])
  const file = await db.storedFile.findFirstOrThrow({ where: { archiveId: recording.archiveId } })
  expect(file.state).toBe('deleted')
  const custody = await db.custody.findUniqueOrThrow({ where: { archiveId: recording.archiveId } })
  expect(custody).toMatchObject({ step: 'deleted', nextAt: null })
  expect(await outcomes()).toMatchObject([{ details: { outcome: 'done', files: done.files } }])
}

test('R4: servers that die over it again and again, at each step in turn, end it all the same', async () => {
  for (const point of DELETION_POINTS) {
    await runDeletions(db, dyingAt(point)).catch((error: unknown) => expect(error).toBeInstanceOf(Death))
    await laterFor(db)
  }
  await expectDeleted()
})

describe('R5: done more than once', () => {
  test('by two servers at the same moment and once more, it is done once', async () => {
    const taken = await Promise.all([db, other, db, other].map((at) => runDeletions(at, places.tools)))
    expect(taken.reduce((sum, count) => sum + count)).toBe(1)
    expect(await runDeletions(db, places.tools)).toBe(0)
    await expectDeleted()
  })

  test('by one whose lease ran out while it worked, it is done once', async () => {
    const slow: DeletionTools = {
      ...places.tools,
      at: async (point) => {
        if (point !== 'noted') return
        await laterFor(db)
        await runDeletions(other, places.tools)
      },
    }
    await runDeletions(db, slow)
    await expectDeleted()
  })

  test('its record is changed by nobody afterwards', async () => {
    await runDeletions(db, places.tools)
    const { id } = await deletion()
    await expect(db.deletion.update({ where: { id }, data: { reason: 'Another' } })).rejects.toThrow(
      /cannot be changed/,
    )
    await expect(db.deletion.delete({ where: { id } })).rejects.toThrow(/cannot be changed/)
  })
})

describe('what does not answer', () => {
  const alerts = () => db.alert.findMany({ where: { archiveId: recording.archiveId, kind: 'deletionStuck' } })
  const turns = async (count: number) => {
    for (let turn = 0; turn < count; turn++) {
      await runDeletions(db, places.tools)
      await laterFor(db)
    }
  }

  test('is tried again, alarms once when it stays so, and the alarm ends by itself', async () => {
    places.counted.storageFails = 'unavailable'
    await turns(3)
    expect(await deletion()).toMatchObject({
      state: 'deleting',
      failure: 'storage-unavailable',
      storageDoneAt: null,
    })
    expect(await alerts()).toEqual([])
    await turns(4)
    expect(await alerts()).toMatchObject([{ resolvedAt: null, details: { failure: 'storage-unavailable' } }])
    places.counted.storageFails = null
    await turns(1)
    await expectDeleted()
    expect(await alerts()).toMatchObject([{ resolvedAt: expect.any(Date) }])
  })

  test('a paused project waits and is nobody’s trouble', async () => {
    places.counted.platformFails = 'paused'
    await turns(6)
    expect(await alerts()).toEqual([])
    expect(await deletion()).toMatchObject({ failure: 'platform-paused', platformDoneAt: null })
    places.counted.platformFails = null
    await turns(1)
    await expectDeleted()
  })

  test('a file that is being fetched at this moment is waited for', async () => {
    const until = (ms: number) =>
      db.custody.update({
        where: { archiveId: recording.archiveId },
        data: { step: 'fetching', leasedUntil: new Date(Date.now() + ms) },
      })
    await until(60_000)
    await turns(1)
    expect(await deletion()).toMatchObject({ failure: 'in-use', files: [], attempts: 0 })
    await until(-1_000)
    await turns(1)
    await expectDeleted()
  })
})

test('R7: nothing goes out whose entry on the record cannot be written', async () => {
  await db.deletion.deleteMany({ where: { archiveId: recording.archiveId } })
  const [asked, agreed] = [await anAccount(db, 'Priya'), await anAccount(db, 'Lena')]
  const { id } = await db.deletion.create({
    data: {
      id: newId(),
      archiveId: recording.archiveId,
      projectId: recording.projectId,
      askedById: asked.id,
      reason: 'Consent was withdrawn',
      expiresAt: new Date(Date.now() + 60_000),
    },
  })
  await db.$executeRawUnsafe(
    `ALTER TABLE "AuditEntry" ADD CONSTRAINT "no_room" CHECK ("action" <> 'archive.delete') NOT VALID`,
  )
  const answer = db.$transaction(async (tx) => {
    const found = await findDeletion(tx, id)
    if (!found) throw new Error('There is no such deletion')
    return approveDeletion({ actor: { accountId: agreed.id }, tx }, found, null)
  })
  await expect(answer).rejects.toThrow(/no_room/)
  await db.$executeRawUnsafe('ALTER TABLE "AuditEntry" DROP CONSTRAINT "no_room"')
  expect(await runDeletions(db, places.tools)).toBe(0)
  expect((await deletion()).state).toBe('waiting')
  expect(places.counted).toMatchObject({ onStorage: 0, onPlatform: 0 })
})
