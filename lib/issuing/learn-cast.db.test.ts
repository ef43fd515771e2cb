import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { aProject, aSession } from '../../e2e/kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { castSchema, learnCast } from './learn-cast.ts'

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

test('names reach sessions whether they were heard of before or not, and readers of the feed', async () => {
  const project = await aProject(db)
  const before = await aSession(db, project.id, { platformId: '2_before' })
  const cast = castSchema.parse({
    sessions: [
      { apiKey: project.platformId, sessionId: '2_before', name: 'Late-night karaoke', capacity: 80 },
      {
        apiKey: project.platformId,
        sessionId: '2_new',
        name: 'Care call 20418',
        mode: 'relayed',
        capacity: 2,
      },
      { apiKey: '4711', sessionId: '2_foreign', name: 'Not ours', capacity: 2 },
    ],
    people: [{ apiKey: project.platformId, ref: 'p_mia', name: 'Mia\u202e Keller' }],
  })
  expect(await learnCast(db, cast)).toBe(2)
  expect(await db.videoSession.findUniqueOrThrow({ where: { id: before.id } })).toMatchObject({
    name: 'Late-night karaoke',
    capacity: 80,
    firstSeenAt: before.firstSeenAt,
  })
  expect(await db.videoSession.findFirstOrThrow({ where: { platformId: '2_new' } })).toMatchObject({
    mode: 'relayed',
  })
  expect(await db.videoSession.count()).toBe(2)
  expect(await db.person.findFirstOrThrow({ where: { ref: 'p_mia' } })).toMatchObject({ name: 'Mia Keller' })
  expect(await db.feedEntry.count({ where: { kind: 'session' } })).toBe(2)

  expect(await learnCast(db, cast)).toBe(0)
  expect(await db.feedEntry.count()).toBe(2)
})
