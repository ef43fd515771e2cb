import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { needsSecond } from '#lib/review/needs-second.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { eventually } from '../../e2e/kit/eventually.ts'
import { anAccount, anActor, aProject, aSession } from '../../e2e/kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { indexDue } from './index-due.ts'
import { searchArchives } from './search-archives.ts'
import type { ArchiveQuery } from './search-model.ts'

let server: TestDatabase
let db: Database
let projectId: string
let archiveId: string

beforeAll(async () => {
  server = await createTestDatabase()
  db = openDatabase(server.url, 4)
})
afterAll(async () => {
  await db.$disconnect()
  await server.drop()
})
beforeEach(async () => {
  projectId = (await aProject(db)).id
  const session = await aSession(db, projectId, { name: 'Late-night karaoke' })
  const startedAt = new Date(Date.UTC(2026, 10, 24, 20))
  const data = {
    projectId,
    sessionId: session.id,
    platformId: newId(),
    state: 'available',
    startedAt,
  } as const
  archiveId = (await db.archive.create({ data })).id
})

async function search(query: ArchiveQuery) {
  await indexDue(db)
  const { archives } = await searchArchives(
    anActor(['archive.view']),
    { project: projectId, ...query },
    'UTC',
    db,
  )
  return archives.map(({ review, findings }) => ({ review, findings }))
}

async function aReview(second: boolean, state: 'inReview' | 'done'): Promise<string> {
  const reviewerId = (await anAccount(db)).id
  const made = await db.review.create({ data: { archiveId, projectId, reviewerId, second, state } })
  const finding = { archiveId, projectId, authorId: reviewerId, fromMs: 1_000, text: 'Sustained shouting' }
  await db.finding.create({ data: { ...finding, category: 'disturbance', severity: 'low' } })
  return made.id
}

test('what one reviewer found is found by nobody while a second judges, and afterwards by all', async () => {
  await aReview(false, 'done')
  expect(await search({ text: 'shouting' })).toEqual([{ review: 'done', findings: 1 }])
  const second = await aReview(true, 'inReview')
  expect(await search({ text: 'shouting' })).toEqual([])
  expect(await search({ has: 'finding' })).toEqual([])
  expect(await search({})).toEqual([{ review: 'inReview', findings: 0 }])
  await db.review.update({ where: { id: second }, data: { state: 'done' } })
  expect(await search({ text: 'shouting' })).toEqual([{ review: 'done', findings: 2 }])
})

test('in the sample it is kept back before anybody has taken the second review, whenever the share is set', async () => {
  await aReview(false, 'done')
  await db.project.update({ where: { id: projectId }, data: { secondReviews: 100 } })
  expect(await search({ text: 'shouting' })).toEqual([])
  expect(await search({ review: 'inReview' })).toEqual([{ review: 'inReview', findings: 0 }])
  await db.project.update({ where: { id: projectId }, data: { secondReviews: 0 } })
  expect(await search({ text: 'shouting' })).toEqual([{ review: 'done', findings: 1 }])
})

test('the database and the server choose the same recordings for a second review', async () => {
  const ids = Array.from({ length: 300 }, () => newId())
  for (const share of [0, 1, 37, 50, 99, 100]) {
    const rows = await db.$queryRaw<{ id: string }[]>`
      SELECT id FROM unnest(${ids}::uuid[]) id WHERE gavel_second_review(id, ${share}::int)`
    expect(rows.map(({ id }) => id).sort()).toEqual(ids.filter((id) => needsSecond(id, share)).sort())
  }
})

test('the clock does not write over what a transaction changed that it had to wait for', async () => {
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  await db.$executeRaw`INSERT INTO "ArchiveSearchDue" ("archiveId") VALUES (${archiveId}::uuid)`
  await client.query('BEGIN')
  await client.query(`UPDATE "Archive" SET "state" = 'failed' WHERE "id" = $1`, [archiveId])
  const indexed = indexDue(db)
  await eventually(async () => {
    const [row] = await db.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS "count" FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`
    return (row?.count ?? 0) > 0 || 'nobody waits yet'
  })
  await client.query('COMMIT')
  await client.end()
  await indexed
  expect(await search({ standing: 'failed' })).toHaveLength(1)
})
