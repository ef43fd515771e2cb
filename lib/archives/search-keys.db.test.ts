import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { anAccount, anActor, aProject, aSession } from '../../e2e/kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { indexDue } from './index-due.ts'
import { searchArchives } from './search-archives.ts'
import type { ArchiveQuery } from './search-model.ts'

let server: TestDatabase
let db: Database

beforeAll(async () => {
  server = await createTestDatabase()
  db = openDatabase(server.url, 4)
})
afterAll(async () => {
  await db.$disconnect()
  await server.drop()
})

const search = (query: ArchiveQuery) => searchArchives(anActor(['archive.view']), query, 'UTC', db)
const found = async (query: ArchiveQuery) => (await search(query)).archives.map(({ id }) => id)
const at = (minute: number) => new Date(Date.UTC(2026, 10, 24, 20, minute))

test('what a moderator did is found in the recording it happened in, whichever times that turns out to have', async () => {
  const projectId = (await aProject(db)).id
  const sessionId = (await aSession(db, projectId)).id
  const [actorId, other] = [(await anAccount(db)).id, (await anAccount(db)).id]
  const recording = { projectId, sessionId, state: 'available' } as const
  const { id } = await db.archive.create({
    data: { ...recording, platformId: newId(), startedAt: at(0), stoppedAt: at(30) },
  })
  const asked = { projectId, sessionId, actorId, kind: 'mute', requestId: newId() } as const
  await db.action.create({ data: { ...asked, askedAt: at(10) } })
  await indexDue(db)
  const both = async () => [
    await found({ moderator: actorId }),
    await found({ project: projectId, has: 'mute' }),
  ]
  expect(await both()).toEqual([[id], [id]])
  expect(await found({ moderator: other })).toEqual([])
  await db.archive.update({ where: { id }, data: { startedAt: at(20) } })
  expect(await both()).toEqual([[], []])
  await db.archive.update({ where: { id }, data: { startedAt: at(0), stoppedAt: at(9) } })
  expect(await both()).toEqual([[], []])
  await db.archive.update({ where: { id }, data: { stoppedAt: at(30) } })
  expect(await both()).toEqual([[id], [id]])
  await db.archive.update({ where: { id }, data: { stoppedAt: at(9) } })
  expect(await both()).toEqual([[], []])
  await db.archive.update({ where: { id }, data: { startedAt: at(5), stoppedAt: at(30) } })
  expect(await both()).toEqual([[id], [id]])
  expect(await found({ moderator: actorId, from: '2026-11-24', to: '2026-11-24' })).toEqual([id])
  await db.action.create({
    data: { ...asked, requestId: newId(), actorId: other, kind: 'warn', askedAt: at(25) },
  })
  await indexDue(db)
  expect(await found({ moderator: other, has: 'warn' })).toEqual([id])
  expect(await found({ moderator: actorId, has: 'warn' })).toEqual([])
})

test('of those with a word a thousand are counted, and all of them are on the pages, each once and newest first', async () => {
  const projectId = (await aProject(db)).id
  const sessionId = (await aSession(db, projectId, { name: 'Dance marathon' })).id
  const count = 1_020
  await db.archive.createMany({
    data: Array.from({ length: count }, (_, minute) => ({
      projectId,
      sessionId,
      platformId: newId(),
      state: 'available' as const,
      startedAt: at(minute),
    })),
  })
  const { facets } = await search({ text: 'marathon' })
  expect(facets).toMatchObject({ count: 1_000, whole: false, standings: { available: 1_000 } })
  expect((await search({ project: projectId })).facets).toMatchObject({ count, whole: true })
  const times: (string | null)[] = []
  let after: string | undefined
  do {
    const { archives, next } = await search({ text: 'marathon', after })
    times.push(...archives.map(({ startedAt }) => startedAt))
    after = next ?? undefined
  } while (after)
  expect(times).toEqual(Array.from({ length: count }, (_, ago) => at(count - 1 - ago).toISOString()))
})
