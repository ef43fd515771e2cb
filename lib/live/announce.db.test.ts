import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { aProject, aSession } from '../../e2e/kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { type Announcement, announce, lockFeed } from './announce.ts'
import { sessionViews } from './views.ts'

let server: TestDatabase
let db: Database
let change: Announcement

beforeAll(async () => {
  server = await createTestDatabase()
  db = openDatabase(server.url)
})

afterAll(async () => {
  await db.$disconnect()
  await server.drop()
})

beforeEach(async () => {
  await db.$executeRaw`TRUNCATE "FeedEntry"`
  await db.$executeRaw`UPDATE "FeedHead" SET "seq" = 0`
  const project = await aProject(db)
  const row = await aSession(db, project.id, { name: 'Late-night karaoke' })
  const [session] = await sessionViews(db, [row.id])
  if (!session) throw new Error('The session has no view')
  change = { projectId: project.id, sessionId: row.id, change: { kind: 'session', session } }
})

const numbers = async () =>
  (await db.feedEntry.findMany({ orderBy: { seq: 'asc' } })).map((entry) => Number(entry.seq))

test('entries are numbered from one without holes, in the order they were given', async () => {
  await db.$transaction((tx) => announce(tx, [change, change]))
  await db.$transaction((tx) => announce(tx, [change]))
  expect(await numbers()).toEqual([1, 2, 3])
  expect(await db.feedHead.findFirst()).toMatchObject({ seq: 3n })
})

test('a transaction that fails leaves no hole', async () => {
  await db.$transaction((tx) => announce(tx, [change]))
  const failing = db.$transaction(async (tx) => {
    await announce(tx, [change, change])
    throw new Error('given up')
  })
  await expect(failing).rejects.toThrow('given up')
  await db.$transaction((tx) => announce(tx, [change]))
  expect(await numbers()).toEqual([1, 2])
})

test('fifty writers at once leave one row of numbers', async () => {
  const writers = Array.from({ length: 50 }, () =>
    db.$transaction((tx) => announce(tx, [change, change]), { maxWait: 15_000 }),
  )
  await Promise.all(writers)
  expect(await numbers()).toEqual(Array.from({ length: 100 }, (_, index) => index + 1))
})

test('a second writer waits for the first to commit, so that no number overtakes a lower one', async () => {
  const order: string[] = []
  const held = Promise.withResolvers<void>()
  const locked = Promise.withResolvers<void>()
  const first = db.$transaction(async (tx) => {
    await lockFeed(tx)
    locked.resolve()
    await held.promise
    await announce(tx, [change])
    order.push('first')
  })
  await locked.promise
  const second = db.$transaction((tx) => announce(tx, [change])).then(() => order.push('second'))
  held.resolve()
  await Promise.all([first, second])
  expect(order).toEqual(['first', 'second'])
})

test('whoever listens is told the last number', async () => {
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  await client.query('LISTEN gavel_feed')
  const heard = new Promise((resolve) => client.once('notification', (message) => resolve(message.payload)))
  await db.$transaction((tx) => announce(tx, [change, change]))
  expect(await heard).toBe('2')
  await client.end()
})

test('announcing nothing takes no lock and writes nothing', async () => {
  await db.$transaction((tx) => announce(tx, []))
  expect(await numbers()).toEqual([])
})
