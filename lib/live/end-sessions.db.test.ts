import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { aProject, aSession } from '../../e2e/kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { endSessions } from './end-sessions.ts'

let server: TestDatabase
let db: Database
beforeAll(async () => {
  server = await createTestDatabase()
  db = openDatabase(server.url)
})
afterAll(async () => {
  await db.$disconnect()
  await server.drop()
})

test('a session that is ended here has nobody in it, and every page is told', async () => {
  const project = await aProject(db)
  const [over, other] = [await aRoom(project.id), await aRoom(project.id)]
  await db.$transaction((tx) => endSessions(tx, [over], new Date()))
  const counts = { live: true, connections: true, publishers: true, watchers: true }
  const of = (id: string) => db.videoSession.findUnique({ where: { id }, select: counts })
  expect(await of(over)).toEqual({ live: false, connections: 0, publishers: 0, watchers: 0 })
  expect(await db.connection.count({ where: { sessionId: over, live: true } })).toBe(0)
  expect(await db.connection.count({ where: { sessionId: over, kind: 'watcher' } })).toBe(1)
  expect(await db.connection.count({ where: { sessionId: other, live: true } })).toBe(2)
  const told = await db.feedEntry.findMany({ where: { sessionId: over }, select: { kind: true } })
  expect(new Set(told.map(({ kind }) => kind))).toEqual(new Set(['connection', 'stream', 'session']))
})

/** A live session with somebody who publishes, and a moderator who watches. */
async function aRoom(projectId: string): Promise<string> {
  const session = await aSession(db, projectId, { live: true, connections: 1 })
  const createdAt = new Date(Date.now() - 60_000)
  const shared = { projectId, sessionId: session.id, createdAt, live: true }
  const { id: connectionId } = await db.connection.create({
    data: { ...shared, platformId: `c-${session.id}` },
  })
  await db.connection.create({ data: { ...shared, platformId: `w-${session.id}`, kind: 'watcher' } })
  await db.stream.create({ data: { ...shared, platformId: `s-${session.id}`, connectionId } })
  return session.id
}
