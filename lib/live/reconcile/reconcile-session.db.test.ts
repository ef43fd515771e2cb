import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { verdictFor } from '#lib/archives/who-records.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { wire } from '../../../e2e/kit/callbacks.ts'
import { evenings, type WireEvent } from '../../../e2e/kit/history.ts'
import { aProject, aSession, aSignedIn } from '../../../e2e/kit/rows.ts'
import { aRecording, type Scene, scriptedPlatform } from '../../../e2e/kit/scripted-platform.ts'
import { createTestDatabase, type TestDatabase } from '../../../e2e/kit/test-database.ts'
import { parseCallback } from '../callback-schema.ts'
import { createIngest } from '../ingest.ts'
import type { DueSession } from './due-sessions.ts'
import { reconcileSession } from './reconcile-session.ts'

let server: TestDatabase
let db: Database
let projectId: string
let session: { id: string; platformId: string }
let made = 0

beforeAll(async () => {
  server = await createTestDatabase()
  db = openDatabase(server.url)
  projectId = (await aProject(db)).id
})

beforeEach(async () => {
  session = await aSession(db, projectId, { platformId: `2_R${++made}` })
})

afterAll(async () => {
  await db.$disconnect()
  await server.drop()
})

const MINUTE = 60_000
const ago = (ms: number) => new Date(Date.now() - ms)
const scene: Scene = { connections: [], streams: [] }

async function tell(events: WireEvent[], verified = true): Promise<void> {
  const ingest = createIngest(db)
  const callbacks = events.map((event) => {
    const callback = parseCallback(JSON.stringify(event), '123', new Date())
    if (!callback.ok) throw new Error(callback.failure)
    return callback.value
  })
  await Promise.all(callbacks.map((callback) => ingest({ projectId, verified, callback })))
}

async function reconcile(there: Partial<Scene>, asked = new Date(), of = session.platformId) {
  const row = await db.videoSession.findFirstOrThrow({ where: { platformId: of } })
  const due: DueSession = { ...row, asked }
  return reconcileSession(
    db,
    scriptedPlatform(() => ({ ...scene, ...there })),
    due,
  )
}

const joined = (connection: string, at = ago(10 * MINUTE)) =>
  wire.joined(connection, { session: session.platformId, at: at.getTime() })
const counts = () =>
  db.videoSession.findUniqueOrThrow({
    where: { id: session.id },
    select: { live: true, connections: true, publishers: true, subscribers: true, mode: true },
  })

test('who came without a word is there, and unknown; who left without a word is gone', async () => {
  await tell([joined('c-1'), joined('c-2')])
  await reconcile({
    connections: [
      { id: 'c-2', createdAt: ago(MINUTE) },
      { id: 'c-3', createdAt: ago(MINUTE) },
    ],
  })
  expect(await counts()).toMatchObject({ live: true, connections: 2, subscribers: 2, mode: 'routed' })
  const rows = await db.connection.findMany({
    where: { sessionId: session.id },
    orderBy: { platformId: 'asc' },
  })
  expect(rows.map(({ platformId, live, data }) => [platformId, live, data])).toEqual([
    ['c-1', false, 'none'],
    ['c-2', true, 'none'],
    ['c-3', true, 'none'],
  ])
})

test('a stream that nobody has told of counts as a publisher, and finds its owner when that is told', async () => {
  await reconcile({
    connections: [{ id: 'o-1', createdAt: ago(MINUTE) }],
    streams: [{ id: 't-9', name: 'Mia' }],
  })
  expect(await counts()).toMatchObject({ connections: 1, publishers: 1, subscribers: 0 })
  await tell([wire.published('t-9', 'o-1', { session: session.platformId })])
  expect(await counts()).toMatchObject({ connections: 1, publishers: 1, subscribers: 0 })
})

test('somebody who has only just come is not missed, for the list may be older than they are', async () => {
  await tell([joined('n-1', ago(1_000))])
  await reconcile({})
  expect(await counts()).toMatchObject({ connections: 1 })
  await reconcile({}, new Date(Date.now() + 10_000))
  expect(await counts()).toMatchObject({ live: false, connections: 0 })
})

test('"nobody was ever there" is not believed within the first minute of what callbacks told', async () => {
  const unknown = { failure: { code: 'not-found' } } as const
  await tell([joined('m-1', ago(20_000))])
  expect((await reconcile(unknown)).ok).toBe(true)
  expect(await counts()).toMatchObject({ live: true })
  await reconcile(unknown, new Date(Date.now() + MINUTE))
  expect(await counts()).toMatchObject({ live: false })
})

test('whoever is listed again after having been missed is back', async () => {
  await tell([joined('b-1')])
  await reconcile({}, ago(2_000))
  expect(await counts()).toMatchObject({ connections: 0 })
  await reconcile({ connections: [{ id: 'b-1', createdAt: null }] })
  expect(await counts()).toMatchObject({ connections: 1 })
})

test('an end that was told is final: a list that is older does not bring anybody back', async () => {
  const left = wire.left('e-1', { session: session.platformId, at: Date.now() })
  await tell([joined('e-1'), left])
  await reconcile({ connections: [{ id: 'e-1', createdAt: null }] })
  expect(await counts()).toMatchObject({ live: false })
})

test('a platform that fails changes nothing', async () => {
  await tell([joined('f-1')])
  expect(await reconcile({ failure: { code: 'too-many', retryAfterSeconds: 7 } })).toEqual({
    ok: false,
    failure: { code: 'too-many', retryAfterSeconds: 7 },
  })
  expect(await counts()).toMatchObject({ connections: 1 })
})

test('readers are told of who came and went, and not of everybody each time', async () => {
  await tell([joined('q-1'), joined('q-2')])
  const both = { connections: ['q-1', 'q-2'].map((id) => ({ id, createdAt: ago(MINUTE) })) }
  await reconcile(both, ago(4_000))
  const told = () => db.feedEntry.count({ where: { sessionId: session.id, kind: 'connection' } })
  const before = await told()
  await reconcile(both, ago(3_000))
  expect(await told()).toBe(before)
  await reconcile({ connections: [{ id: 'q-1', createdAt: null }] })
  expect(await told()).toBe(before + 1)
})

test('a session that is end-to-end encrypted is known as such, so that nobody is offered to record it', async () => {
  await reconcile({ encrypted: true, connections: [{ id: 'e-1', createdAt: ago(MINUTE) }] })
  const { account } = await aSignedIn(db, ['archive.start'], [projectId])
  const row = await db.videoSession.findUniqueOrThrow({ where: { id: session.id } })
  expect((await verdictFor(db, account.id, row)).verdict).toMatchObject({ why: 'encrypted-session' })
})

test('a recording whose last callback was lost is found at its end', async () => {
  await tell([wire.archive('a-77', 'started', { session: session.platformId })])
  await reconcile({ archives: [aRecording('a-77', { status: 'available', duration: 90, size: 5_000 })] })
  const archive = await db.archive.findFirstOrThrow({ where: { sessionId: session.id } })
  expect(archive).toMatchObject({ state: 'available', duration: 90, size: 5_000n })
})

const createdAt = ago(60 * MINUTE)
const told = (id: string, status: string, at = new Date(createdAt.getTime() + 40 * MINUTE)) => ({
  ...wire.archive(id, status, { session: session.platformId, at: at.getTime() }),
  createdAt: createdAt.getTime(),
})
const available = (id: string) => aRecording(id, { status: 'available', createdAt, duration: 90 })
const stopOf = async (platformId: string) => {
  const { stoppedAt, stopReckoned } = await db.archive.findFirstOrThrow({ where: { platformId } })
  return { seconds: (Number(stoppedAt) - Number(createdAt)) / 1_000, stopReckoned }
}

test('an end that is only reckoned lies not before what was done in the last of its whole seconds', async () => {
  await tell([told('a-78', 'started', createdAt)])
  await reconcile({ archives: [available('a-78')] })
  expect(await stopOf('a-78')).toEqual({ seconds: 91, stopReckoned: true })
})

test('nor before the recording was last found running: pauses are not in its duration', async () => {
  await tell([told('a-79', 'started', createdAt)])
  const { id } = await db.archive.findFirstOrThrow({ where: { platformId: 'a-79' } })
  const confirmedAt = new Date(createdAt.getTime() + 50 * MINUTE)
  await db.recordingWatch.create({ data: { archiveId: id, confirmedAt } })
  await reconcile({ archives: [available('a-79')] })
  expect(await stopOf('a-79')).toEqual({ seconds: 50 * 60, stopReckoned: true })
})

test('the platform’s own word for when it stopped stands, before and after what is reckoned', async () => {
  await tell([
    told('a-80', 'started', createdAt),
    told('a-81', 'started', createdAt),
    told('a-81', 'stopped'),
  ])
  await reconcile({ archives: [available('a-80'), available('a-81')] })
  expect(await stopOf('a-80')).toEqual({ seconds: 91, stopReckoned: true })
  await tell([told('a-80', 'stopped')])
  for (const id of ['a-80', 'a-81'])
    expect(await stopOf(id)).toEqual({ seconds: 40 * 60, stopReckoned: false })
})

test('whatever callbacks are lost, one comparison ends in what the platform says', {
  timeout: 120_000,
}, async () => {
  const given = fc.record({
    evening: evenings('2_L', 40),
    lost: fc.array(fc.boolean(), { minLength: 3, maxLength: 40 }),
  })
  await fc.assert(
    fc.asyncProperty(given, async ({ evening, lost }) => {
      const of = `2_L${++made}`
      const renamed: typeof evening = JSON.parse(
        JSON.stringify(evening).replaceAll('2_L', of).replaceAll('-L-', `-L${made}-`),
      )
      await aSession(db, projectId, { platformId: of })
      await tell(renamed.events.filter((_event, index) => !lost[index % lost.length]))
      await reconcile(
        {
          connections: renamed.people.map(({ id, createdAt }) => ({ id, createdAt: new Date(createdAt) })),
          streams: renamed.pictures,
        },
        new Date(),
        of,
      )
      const row = await db.videoSession.findFirstOrThrow({
        where: { platformId: of },
        include: { rows: { where: { live: true } }, streams: { where: { live: true } } },
      })
      const ids = (rows: { platformId: string }[]) => rows.map((one) => one.platformId).sort()
      expect(ids(row.rows)).toEqual(renamed.people.map((one) => one.id).sort())
      expect(ids(row.streams)).toEqual(renamed.pictures.map((one) => one.id).sort())
      expect(row.connections).toBe(renamed.people.length)
      expect(row.live).toBe(renamed.people.length > 0)
    }),
    { numRuns: 60, endOnFailure: true },
  )
})
