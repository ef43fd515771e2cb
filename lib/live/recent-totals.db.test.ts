import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Where } from '#lib/access/actor.ts'
import type { Permission } from '#lib/access/permissions.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { anActor, aProject, aSession } from '../../e2e/kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { findSessions } from './find-sessions.ts'
import { recentPeaks } from './recent-peaks.ts'
import { recentTotals } from './recent-totals.ts'
import { visibleProjects } from './visible-projects.ts'

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

const aStranger = '0193f0a0-0000-7000-8000-000000000000'

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000)

function aSample(sessionId: string, minutes: number, connections: number) {
  return db.countSample.create({
    data: { sessionId, at: minutesAgo(minutes), connections, publishers: 1, subscribers: connections - 1 },
  })
}

test('totals count a session that has ended since, at the time it was live', async () => {
  const project = await aProject(db)
  const running = await aSession(db, project.id, { live: true })
  const over = await aSession(db, project.id)
  await db.videoSession.update({ where: { id: over.id }, data: { lastDestroyedAt: minutesAgo(5) } })
  await aSample(running.id, 30, 10)
  await aSample(running.id, 1, 12)
  await aSample(over.id, 10, 5)
  await db.countSample.create({
    data: { sessionId: over.id, at: minutesAgo(5), connections: 0, publishers: 0, subscribers: 0 },
  })
  const points = await recentTotals(anActor(['session.view'], new Set([project.id])), db)
  const at = (step: number) => points.find((point) => point.step === step)
  expect(at(0)).toMatchObject({ sessions: 1, connections: 10 })
  expect(at(12)).toMatchObject({ sessions: 2, connections: 15, publishers: 2, subscribers: 13 })
  expect(at(23)).toMatchObject({ sessions: 1, connections: 12 })
})

test('a peak counts that came and went between two points of the line, and peaks of different times do not add up', async () => {
  const [one, other] = await Promise.all([aProject(db), aProject(db)])
  const [first, second] = await Promise.all([
    aSession(db, one.id, { live: true }),
    aSession(db, other.id, { live: true }),
  ])
  await aSample(first.id, 40, 4)
  await aSample(first.id, 6.4, 30)
  await aSample(first.id, 6.2, 5)
  await aSample(second.id, 20, 2)
  await aSample(second.id, 3.4, 50)
  await aSample(second.id, 3.2, 1)
  const actor = anActor(['session.view'], new Set([one.id, other.id]))
  const line = (await recentTotals(actor, db)).filter(({ projectId }) => projectId === one.id)
  expect(Math.max(...line.map(({ connections }) => connections))).toBe(5)
  const peaks = await recentPeaks(actor, db)
  const most = (id: string) =>
    Math.max(...peaks.filter(({ projectId }) => projectId === id).map(({ own }) => own))
  expect([most(one.id), most(other.id)]).toEqual([30, 50])
  expect(Math.max(...peaks.map(({ all }) => all))).toBe(55)
  expect(peaks.every(({ step }) => step >= 0 && step <= 23)).toBe(true)
  expect(await recentPeaks(anActor(['session.view'], new Set([aStranger])), db)).toEqual([])
})

test('totals, names and projects are those one may see', async () => {
  const [mine, theirs] = await Promise.all([aProject(db, { name: 'Mine' }), aProject(db, { name: 'Theirs' })])
  const seen = await aSession(db, mine.id, { live: true, name: 'Karaoke', connections: 2 })
  const unseen = await aSession(db, theirs.id, { live: true, name: 'Algebra', connections: 9 })
  await Promise.all([aSample(seen.id, 1, 2), aSample(unseen.id, 1, 9)])
  const actor = anActor(['session.view'], new Set([mine.id]))
  expect(new Set((await recentTotals(actor, db)).map(({ projectId }) => projectId))).toEqual(
    new Set([mine.id]),
  )
  expect((await findSessions(actor, db)).map(({ name }) => name)).toEqual(['Karaoke'])
  expect((await visibleProjects(actor, db)).map(({ name }) => name)).toEqual(['Mine'])
})

test('whoever sees sessions in one project and recordings in all, is shown the names of all', async () => {
  const everywhere = anActor(['session.view'])
  const all = (await visibleProjects(everywhere, db)).length
  const mixed = anActor([])
  const permissions = new Map<Permission, Where>([
    ['session.view', new Set<string>()],
    ['archive.view', 'everywhere'],
  ])
  expect(all).toBeGreaterThan(1)
  expect(await visibleProjects({ ...mixed, permissions }, db)).toHaveLength(all)
  expect(await visibleProjects(mixed, db)).toEqual([])
})
