import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { recallPutOff } from '#lib/custody/recall-put-off.ts'
import { runCustody } from '#lib/custody/run-custody.ts'
import { MOMENTS, type Moment } from '#lib/custody/tools.ts'
import { verifyNext } from '#lib/custody/verify-files.ts'
import { warnOfCopies } from '#lib/custody/warn-of-copies.ts'
import { parseArchiveId } from '#lib/platform/ids.ts'
import { recallPutOff as recallDeletions } from '#lib/retention/recall-put-off.ts'
import { DELETION_POINTS, type DeletionPoint, runDeletions } from '#lib/retention/run-deletions.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { aKeptRecording, type KeptRecording, placesOf } from '../kit/a-kept-recording.ts'
import { type CustodyScene, custodyScene } from '../kit/custody-scene.ts'
import { type DatabaseClock, databaseClock } from '../kit/database-clock.ts'
import { eventually } from '../kit/eventually.ts'
import { recordingOverHttp } from '../kit/recording-over-http.ts'
import { anAccount } from '../kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../kit/test-database.ts'
import { testEnv } from '../kit/test-env.ts'

/**
 * R4: the clocks of the database and of the server are put back by an hour or forward by a day in the middle of work, whether
 * the server goes on or dies just then. Nothing is deleted twice, nothing is lost, and nothing waits for the old time to come.
 */
class Death extends Error {}

const HOUR = 3_600
const DAY = 86_400
const JUMPS: [string, number][] = [
  ['an hour back', -HOUR],
  ['a day forward', DAY],
]
const FILM = randomBytes(50_000)

let server: TestDatabase
let clock: DatabaseClock
let db: Database

beforeAll(async () => {
  testEnv()
  server = await createTestDatabase()
  clock = await databaseClock(server.url)
  db = openDatabase(server.url)
})

beforeEach(() => clock.set(0))

afterAll(async () => {
  await clock.end()
  await db.$disconnect()
  await server.drop()
})

/** Once: the clock jumps, and the server goes on or dies. */
function jumpAt<Step>(step: Step, seconds: number, dies: boolean): (at: Step) => Promise<void> {
  let jumped = false
  return async (at) => {
    if (at !== step || jumped) return
    jumped = true
    await clock.set(seconds)
    if (dies) throw new Death()
  }
}

const unlessDead = (error: unknown): void => expect(error).toBeInstanceOf(Death)

describe.each(JUMPS)('when the clock jumps %s', (_name, seconds) => {
  describe('while a recording is fetched', () => {
    let scene: CustodyScene

    beforeEach(async () => {
      await db.custody.deleteMany()
      scene = await custodyScene(db, FILM)
    })
    afterEach(() => scene.end())

    /** As the clock of a server does it: nothing is made due but by the rules themselves. */
    async function untilNothingIsDue(reached?: (moment: Moment) => Promise<void>): Promise<void> {
      const tools = scene.tools(reached ? { reached } : {})
      for (let turns = 0; turns < 10 && (await runCustody(tools)); turns++);
    }

    test.each(MOMENTS)('at "%s", the server that does it ends it', async (moment) => {
      await untilNothingIsDue(jumpAt(moment, seconds, false))
      await recallPutOff(db)
      await untilNothingIsDue()
      await expectSafe(scene)
    })

    test.each(MOMENTS)('at "%s" as the server dies, another one ends it at once', async (moment) => {
      await untilNothingIsDue(jumpAt(moment, seconds, true)).catch(unlessDead)
      await recallPutOff(db)
      await untilNothingIsDue()
      await expectSafe(scene)
    })
  })

  describe('while a recording is deleted', () => {
    let recording: KeptRecording
    let places: ReturnType<typeof placesOf>

    beforeEach(async () => {
      recording = await aKeptRecording(db)
      places = placesOf(recording)
      const { archiveId, projectId } = recording
      const [asked, agreed] = [await anAccount(db, 'Priya'), await anAccount(db, 'Lena')]
      const who = { askedById: asked.id, answeredById: agreed.id, reason: 'Consent was withdrawn' }
      const [now] = await db.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS "now"`
      const due = { state: 'deleting' as const, nextAt: now?.now ?? null }
      await db.deletion.create({ data: { archiveId, projectId, ...who, ...due } })
    })

    const run = (at?: (point: DeletionPoint) => Promise<void>) =>
      runDeletions(db, { ...places.tools, ...(at && { at }) })

    async function expectDeletedOnce(): Promise<void> {
      const done = await db.deletion.findFirstOrThrow({ where: { archiveId: recording.archiveId } })
      expect(done).toMatchObject({ state: 'done', nextAt: null, leasedUntil: null })
      expect(places.counted.has()).toEqual({ storage: false, platform: false })
      expect(places.counted).toMatchObject({ onStorage: 1, onPlatform: 1 })
      const subject = `archive:${recording.archiveId}`
      expect(
        await db.auditEntry.count({ where: { subject, action: 'archive.delete', phase: 'outcome' } }),
      ).toBe(1)
    }

    test.each(DELETION_POINTS)('at "%s", the server that does it ends it', async (point) => {
      await run(jumpAt(point, seconds, false))
      await expectDeletedOnce()
    })

    test.each(DELETION_POINTS)('at "%s" as the server dies, another one ends it at once', async (point) => {
      await run(jumpAt(point, seconds, true)).catch(unlessDead)
      await recallDeletions(db)
      await run()
      await expectDeletedOnce()
    })
  })
})

async function expectSafe({ archiveId, platform }: CustodyScene): Promise<void> {
  const done = { step: 'kept', failure: null, nextAt: null, leasedUntil: null, copyUntil: null }
  expect(await db.custody.findUniqueOrThrow({ where: { archiveId } })).toMatchObject(done)
  expect(await db.storedFile.findMany({ where: { archiveId } })).toMatchObject([{ state: 'whole' }])
  expect(platform.deleted).toBe(1)
}

test('a platform that is left alone for a moment is left alone no longer when the clock is put back', async () => {
  const { platform, archiveId, projectId, tools, end } = await recordingOverHttp(db, FILM, {
    dataDir: '',
    s3: null,
  })
  const client = await tools.platformFor(projectId)
  const { platformId } = await db.archive.findUniqueOrThrow({ where: { id: archiveId } })
  const id = parseArchiveId(platformId)
  if (!id.ok) throw new Error('A test gave an id that is none')
  platform.troubled = true
  for (let call = 0; call < 2; call++) await client.getArchive(id.value)
  await clock.set(-HOUR)
  platform.troubled = false
  await eventually(async () => (await client.getArchive(id.value)).ok || 'It is still left alone', {
    timeoutMs: 15_000,
  })
  await end()
})

describe('of a recording of which the platform has the only copy', () => {
  let scene: CustodyScene

  beforeEach(async () => {
    await db.custody.deleteMany()
    await db.storedFile.updateMany({ data: { verifyAt: null } }) // of the tests before
    scene = await custodyScene(db, FILM)
  })
  afterEach(() => scene.end())

  const alerts = async () =>
    (await db.alert.findMany({ where: { archiveId: scene.archiveId, resolvedAt: null } })).map(
      ({ kind }) => kind,
    )
  const hoursLeft = async () => {
    const { copyUntil } = await db.custody.findUniqueOrThrow({ where: { archiveId: scene.archiveId } })
    return Math.round(((copyUntil?.getTime() ?? 0) - Date.now()) / 3_600_000)
  }

  test('the time that is left is counted by the end of the recording, and its warning by the clock', async () => {
    expect([await hoursLeft(), await warnOfCopies(db)]).toEqual([72, 0])
    await clock.set(-HOUR)
    expect([await hoursLeft(), await warnOfCopies(db)]).toEqual([73, 0])
    await clock.set(2 * DAY + HOUR)
    expect([await hoursLeft(), await warnOfCopies(db)]).toEqual([23, 1])
    expect(await alerts()).toEqual(['copyExpiring'])
  })

  test('a clock that says its time is over does not give it up: what the platform still has is fetched', async () => {
    await clock.set(5 * DAY)
    for (let turns = 0; turns < 5 && (await runCustody(scene.tools())); turns++);
    await expectSafe(scene)
    expect(await alerts()).toEqual([])
  })

  test('what was put off while the clock was a year ahead is done when it is right again', async () => {
    await clock.set(365 * DAY)
    scene.platform.breaksAfter = 0
    expect(await runCustody(scene.tools())).toBe(true)
    scene.platform.breaksAfter = null
    await clock.set(0)
    expect(await runCustody(scene.tools())).toBe(false)
    await recallPutOff(db)
    for (let turns = 0; turns < 5 && (await runCustody(scene.tools())); turns++);
    await expectSafe(scene)
  })

  test('a file that was looked at while the clock was a year ahead is looked at again when it is right', async () => {
    await clock.set(365 * DAY)
    for (let turns = 0; turns < 5 && (await runCustody(scene.tools())); turns++);
    await clock.set(0)
    expect(await verifyNext(scene.tools())).toBeNull()
    await recallPutOff(db)
    expect(await verifyNext(scene.tools())).toBe('whole')
    expect(await recallPutOff(db)).toBe(0)
  })
})
