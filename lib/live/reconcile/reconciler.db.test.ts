import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { aProject, aSession } from '../../../e2e/kit/rows.ts'
import { type Scene, scriptedPlatform } from '../../../e2e/kit/scripted-platform.ts'
import { createTestDatabase, type TestDatabase } from '../../../e2e/kit/test-database.ts'
import { checkAllSoon, checkSoon, takeDueSessions } from './due-sessions.ts'
import { createReconciler } from './reconciler.ts'

let server: TestDatabase
let db: Database
let projectId: string

beforeAll(async () => {
  server = await createTestDatabase()
  db = openDatabase(server.url)
})

beforeEach(async () => {
  await db.videoSession.updateMany({ data: { live: false, checkAt: new Date(Date.now() + 3_600_000) } })
  projectId = (await aProject(db)).id
})

afterAll(async () => {
  await db.$disconnect()
  await server.drop()
})

const manyLive = (count: number) =>
  Promise.all(Array.from({ length: count }, () => aSession(db, projectId, { live: true })))
const empty: Scene = { connections: [], streams: [] }

test('two servers that look at the same time never take the same session', async () => {
  const sessions = await manyLive(30)
  // The first has not committed yet when the second looks.
  const taken = await db.$transaction(async (tx) => [
    ...(await takeDueSessions(tx, 20)),
    ...(await takeDueSessions(db, 20)),
  ])
  const again = await takeDueSessions(db, 40)
  const ids = [...taken, ...again].map((session) => session.id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.toSorted()).toEqual(sessions.map((session) => session.id).toSorted())
})

test('a session comes again after about half a minute, and at once when in doubt', async () => {
  const [session] = await manyLive(1)
  if (!session) throw new Error('one is made above')
  const [due] = await takeDueSessions(db, 10)
  const { checkAt } = await db.videoSession.findUniqueOrThrow({ where: { id: session.id } })
  const seconds = (checkAt.getTime() - (due?.asked.getTime() ?? 0)) / 1_000
  expect(seconds).toBeGreaterThan(23)
  expect(seconds).toBeLessThan(37)
  expect(await takeDueSessions(db, 10)).toEqual([])
  await checkSoon(db, [session.id])
  expect(await takeDueSessions(db, 10)).toHaveLength(1)
})

test('sessions that are over are not asked about', async () => {
  await aSession(db, projectId, { live: false })
  expect(await takeDueSessions(db, 10)).toEqual([])
})

test('after a start everything live is looked at within seconds', async () => {
  const [session] = await manyLive(1)
  await takeDueSessions(db, 10)
  await checkAllSoon(db)
  const row = await db.videoSession.findUniqueOrThrow({ where: { id: session?.id ?? '' } })
  expect(row.checkAt.getTime()).toBeLessThan(Date.now() + 6_000)
})

test('a project in trouble says why, and is left alone as long as its platform wants', async () => {
  await manyLive(3)
  const platform = scriptedPlatform(() => ({
    ...empty,
    failure: { code: 'too-many', retryAfterSeconds: 40 },
  }))
  await createReconciler(db, async () => platform).turn()
  expect(await db.project.findUnique({ where: { id: projectId } })).toMatchObject({
    trouble: 'The platform has too many requests just now.',
    reconciledAt: null,
  })
  const next = await db.videoSession.findFirstOrThrow({ where: { live: true }, orderBy: { checkAt: 'asc' } })
  expect(next.checkAt.getTime()).toBeGreaterThan(Date.now() + 35_000)
})

test('when the platform answers again the trouble is over', async () => {
  const [session] = await manyLive(1)
  let scene: Scene = { ...empty, failure: { code: 'unreachable' } }
  const reconciler = createReconciler(db, async () => scriptedPlatform(() => scene))
  await reconciler.turn()
  scene = empty
  await db.videoSession.update({ where: { id: session?.id ?? '' }, data: { checkAt: new Date(0) } })
  await reconciler.turn()
  const project = await db.project.findUniqueOrThrow({ where: { id: projectId } })
  expect(project.trouble).toBeNull()
  expect(project.reconciledAt).not.toBeNull()
})
