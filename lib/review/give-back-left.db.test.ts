import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { aProject, aSession, aSignedIn } from '../../e2e/kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { findArchive } from './find-archive.ts'
import { finishReview } from './finish-review.ts'
import { giveBackLeft } from './give-back-left.ts'
import { takeReview } from './take-review.ts'

let server: TestDatabase
let db: Database
let projectId: string

beforeAll(async () => {
  server = await createTestDatabase()
  db = openDatabase(server.url)
  projectId = (await aProject(db)).id
  await db.project.update({ where: { id: projectId }, data: { secondReviews: 100 } })
})

afterAll(async () => {
  await db.$disconnect()
  await server.drop()
})

const aReviewer = async () =>
  (await aSignedIn(db, ['archive.view', 'archive.review'], [projectId])).account.id
const deactivate = (id: string) => db.account.update({ where: { id }, data: { disabledAt: new Date() } })

async function aRecording(): Promise<string> {
  const { id: sessionId } = await aSession(db, projectId, { name: 'Late-night karaoke' })
  const data = { projectId, sessionId, platformId: newId(), state: 'available' as const, duration: 60 }
  return (await db.archive.create({ data })).id
}

const archiveOf = async (tx: Parameters<typeof findArchive>[0], id: string) => {
  const archive = await findArchive(tx, id)
  if (!archive) throw new Error('No such recording')
  return archive
}
const take = (accountId: string, id: string) =>
  db.$transaction(async (tx) => takeReview(tx, { accountId }, await archiveOf(tx, id)))
const finish = (accountId: string, id: string) =>
  db.$transaction(async (tx) =>
    finishReview(tx, { accountId }, await archiveOf(tx, id), { verdict: 'clean', words: null }),
  )
const reviewsOf = (archiveId: string) =>
  db.review.findMany({ where: { archiveId }, select: { reviewerId: true, second: true, state: true } })

test('who may not review any more gives back what is not finished, and another may take it', async () => {
  const [leaves, stays] = [await aReviewer(), await aReviewer()]
  const [unfinished, finished] = [await aRecording(), await aRecording()]
  await take(leaves, unfinished)
  await take(leaves, finished)
  await finish(leaves, finished)
  expect(await giveBackLeft(db)).toBe(0)
  await deactivate(leaves)
  expect(await giveBackLeft(db)).toBe(1)
  expect(await reviewsOf(unfinished)).toEqual([])
  expect(await reviewsOf(finished)).toEqual([{ reviewerId: leaves, second: false, state: 'done' }])
  const entries = await db.auditEntry.findMany({ where: { subject: `archive:${unfinished}` } })
  expect(entries).toMatchObject([{ action: 'review.giveBack', actorId: null, details: { reviewer: leaves } }])
  expect(await take(stays, unfinished)).toEqual({ ok: true, value: null })
})

test('the second of two is the first when the first one is gone, and another second can be found', async () => {
  const [leaves, second, next] = [await aReviewer(), await aReviewer(), await aReviewer()]
  const recording = await aRecording()
  await take(leaves, recording)
  await take(second, recording)
  await deactivate(leaves)
  expect(await giveBackLeft(db)).toBe(1)
  expect(await reviewsOf(recording)).toEqual([{ reviewerId: second, second: false, state: 'inReview' }])
  expect(await take(next, recording)).toEqual({ ok: true, value: null })
  expect((await reviewsOf(recording)).map((review) => review.second).sort()).toEqual([false, true])
})

test('when both are gone, the recording is new', async () => {
  const [first, second] = [await aReviewer(), await aReviewer()]
  const recording = await aRecording()
  await take(first, recording)
  await take(second, recording)
  await deactivate(first)
  await deactivate(second)
  expect(await giveBackLeft(db)).toBe(2)
  expect(await reviewsOf(recording)).toEqual([])
})
