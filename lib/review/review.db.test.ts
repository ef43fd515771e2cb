import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#lib/access/actor.ts'
import type { Permission } from '#lib/access/permissions.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { anActor, aProject, aSession, aSignedIn } from '../../e2e/kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { testEnv } from '../../e2e/kit/test-env.ts'
import { assignReview } from './assign-review.ts'
import { editFinding, findFinding, removeFinding } from './edit-finding.ts'
import { findArchive } from './find-archive.ts'
import { finishReview } from './finish-review.ts'
import { reviewPage, seesFindingsOf } from './queries.ts'
import { recordViewing } from './record-viewing.ts'
import { takeReview } from './take-review.ts'
import { tellParts } from './tell-parts.ts'
import { writeFinding } from './write-finding.ts'

let server: TestDatabase
let db: Database

beforeAll(async () => {
  testEnv()
  server = await createTestDatabase()
  db = openDatabase(server.url)
})

afterAll(async () => {
  await db.$disconnect()
  await server.drop()
})

const REVIEWS: Permission[] = ['archive.view', 'archive.review']

/** A recording of an hour in a project of which that share is looked at by two. */
async function aRecording(secondReviews = 0) {
  const { id: projectId } = await aProject(db)
  await db.project.update({ where: { id: projectId }, data: { secondReviews } })
  const { id: sessionId } = await aSession(db, projectId, { name: 'Late-night karaoke' })
  const data = { projectId, sessionId, platformId: newId(), state: 'available' as const, duration: 3_600 }
  const { id } = await db.archive.create({ data })
  const somebody = async (permissions = REVIEWS) => (await aSignedIn(db, permissions, [projectId])).actor
  return { id, projectId, sessionId, somebody }
}

const archiveOf = async (tx: Parameters<typeof findArchive>[0], id: string) => {
  const archive = await findArchive(tx, id)
  if (!archive) throw new Error('No such recording')
  return archive
}
const found = (text: string, fromMs = 1_000) => ({
  fromMs,
  toMs: null,
  category: 'disturbance' as const,
  severity: 'low' as const,
  verdict: 'upheld' as const,
  text,
})
const write = (actor: Actor, id: string, finding = found('Shouting')) =>
  db.$transaction(async (tx) => writeFinding(tx, actor, await archiveOf(tx, id), finding))
const take = (actor: Actor, id: string) =>
  db.$transaction(async (tx) => takeReview(tx, actor, await archiveOf(tx, id)))
const finish = (actor: Actor, id: string, verdict: 'clean' | 'upheld' = 'upheld') =>
  db.$transaction(async (tx) =>
    finishReview(tx, actor, await archiveOf(tx, id), { verdict, words: 'So it was.' }),
  )
const textsFor = async (actor: Actor, id: string) =>
  (await reviewPage(actor, id, db))?.findings.map(({ text }) => text)

test('who finds something in a recording that nobody reviews is its reviewer, and finishes it once', async () => {
  const { id, somebody } = await aRecording()
  const amara = await somebody()
  expect((await reviewPage(amara, id, db))?.state).toBe('new')
  await write(amara, id)
  expect((await reviewPage(amara, id, db))?.state).toBe('inReview')
  expect(await finish(amara, id)).toMatchObject({ ok: true })
  expect(await finish(amara, id)).toMatchObject({ failure: 'done-already' })
  const page = await reviewPage(amara, id, db)
  expect(page).toMatchObject({ state: 'done', secondWaits: false })
  expect(page?.reviews).toMatchObject([{ verdict: 'upheld', words: 'So it was.', mine: true, second: false }])
})

test('two reviewers see nothing of each other until both are done, then everything of both', async () => {
  const { id, somebody } = await aRecording(100)
  const [amara, priya, auditor] = [await somebody(), await somebody(), await somebody(['archive.view'])]
  await write(amara, id, found('Amara heard shouting'))
  await finish(amara, id)
  expect(await reviewPage(priya, id, db)).toMatchObject({
    findings: [],
    othersHidden: true,
    mayTake: true,
    secondWaits: true,
    reviews: [{ verdict: null, words: null }],
  })

  await write(priya, id, found('Priya heard nothing'))
  expect(await textsFor(priya, id)).toEqual(['Priya heard nothing'])
  expect(await textsFor(amara, id)).toEqual(['Amara heard shouting'])
  // Who cannot review cannot be swayed, and reads it at once.
  expect(await textsFor(auditor, id)).toHaveLength(2)

  await finish(priya, id, 'clean')
  for (const one of [amara, priya]) {
    const page = await reviewPage(one, id, db)
    expect(page?.findings).toHaveLength(2)
    expect(page?.reviews.map(({ verdict, second }) => [verdict, second])).toEqual([
      ['upheld', false],
      ['clean', true],
    ])
  }
})

test('a picture of a finding is hidden together with it', async () => {
  const { id, somebody } = await aRecording(100)
  const [amara, priya] = [await somebody(), await somebody()]
  await write(amara, id)
  const finding = { archiveId: id, authorId: amara.accountId }
  expect(await seesFindingsOf(amara, finding, db)).toBe(true)
  expect(await seesFindingsOf(priya, finding, db)).toBe(false)
  await finish(amara, id)
  await take(priya, id)
  await finish(priya, id)
  expect(await seesFindingsOf(priya, finding, db)).toBe(true)
})

test('a reviewer without the project sees nothing, and does not learn that there is a recording', async () => {
  const { id, somebody } = await aRecording()
  await write(await somebody(), id)
  const other = await aRecording()
  const stranger = await other.somebody()
  expect(await reviewPage(stranger, id, db)).toBeNull()
  expect(await reviewPage(stranger, newId(), db)).toBeNull()
  expect(await seesFindingsOf(stranger, { archiveId: id, authorId: stranger.accountId }, db)).toBe(false)
})

test('of many who take it at the same moment one has it, and of a second one too', async () => {
  for (const [share, taken] of [
    [0, 1],
    [100, 2],
  ] as const) {
    const { id, somebody } = await aRecording(share)
    const people = await Promise.all([1, 2, 3, 4].map(() => somebody()))
    const taking = await Promise.all(people.map((one) => take(one, id)))
    expect(taking.filter(({ ok }) => ok)).toHaveLength(taken)
    expect(await db.review.count({ where: { archiveId: id, second: true } })).toBe(taken - 1)
  }
})

test('a recording is given to who may review it there, and to two at most', async () => {
  const { id, somebody } = await aRecording()
  const [lead, amara, priya, third] = await Promise.all([1, 2, 3, 4].map(() => somebody()))
  const auditor = await somebody(['archive.view'])
  const stranger = await (await aRecording()).somebody()
  if (!lead || !amara || !priya || !third) throw new Error('Nobody there')
  const give = (to: Actor) =>
    db.$transaction(async (tx) => assignReview(tx, lead, await archiveOf(tx, id), to.accountId))
  expect(await give(auditor)).toMatchObject({ failure: 'no-reviewer' })
  expect(await give(stranger)).toMatchObject({ failure: 'no-reviewer' })
  expect(await give(amara)).toMatchObject({ ok: true })
  expect(await give(amara)).toMatchObject({ failure: 'has-it' })
  expect(await give(priya)).toMatchObject({ ok: true })
  expect(await give(third)).toMatchObject({ failure: 'two-already' })
  const page = await reviewPage(priya, id, db)
  expect(page?.reviews.map(({ second, assignedBy }) => [second, assignedBy])).toEqual([
    [false, 'Ines Duarte'],
    [true, 'Ines Duarte'],
  ])
})

test('a finding is changed and taken back by who wrote it alone, and stays in the database', async () => {
  const { id, somebody } = await aRecording()
  const [amara, priya] = [await somebody(), await somebody()]
  const written = await write(amara, id)
  if (!written.ok) throw new Error(written.failure)
  const { findingId } = written.value
  const at = <Value>(
    run: (
      tx: Parameters<typeof findFinding>[0],
      one: NonNullable<Awaited<ReturnType<typeof findFinding>>>,
    ) => Value,
  ) =>
    db.$transaction(async (tx) => {
      const one = await findFinding(tx, findingId)
      return one && run(tx, one)
    })
  const changed = { findingId, ...found('Singing', 5_000) }
  expect(await at((tx, one) => editFinding(tx, priya, one, changed))).toMatchObject({ failure: 'not-yours' })
  expect(await at((tx, one) => removeFinding(tx, priya, one))).toMatchObject({ failure: 'not-yours' })
  await at((tx, one) => editFinding(tx, amara, one, changed))
  const [shown] = (await reviewPage(priya, id, db))?.findings ?? []
  expect(shown).toMatchObject({ text: 'Singing', fromMs: 5_000, mine: false })
  expect(shown?.editedAt).not.toBeNull()
  await at((tx, one) => removeFinding(tx, amara, one))
  expect(await textsFor(amara, id)).toEqual([])
  expect(await at(() => 'there')).toBeNull()
  expect(await db.finding.count({ where: { id: findingId } })).toBe(1)
})

test('nothing is found after the end, and only a JPEG is evidence', async () => {
  const { id, somebody } = await aRecording()
  const amara = await somebody()
  const still = (bytes: number[]) => Buffer.from(bytes).toString('base64')
  const body = Array<number>(200).fill(7)
  const withStill = (bytes: number[]) => write(amara, id, { ...found('Seen'), ...{ still: still(bytes) } })
  expect(await write(amara, id, found('Too late', 3_700_000))).toMatchObject({ failure: 'after-the-end' })
  expect(await withStill([...Buffer.from('<svg onload=alert(1)>'), ...body])).toMatchObject({
    failure: 'no-jpeg',
  })
  expect(await withStill([0xff, 0xd8, 0xff, ...body])).toMatchObject({ failure: 'no-jpeg' })
  expect(await withStill(Array<number>(45_001).fill(7))).toMatchObject({ failure: 'too-large' })
  expect(await db.finding.count({ where: { archiveId: id } })).toBe(0)
  expect(await withStill([0xff, 0xd8, 0xff, ...body, 0xff, 0xd9])).toMatchObject({ ok: true })
  expect((await reviewPage(amara, id, db))?.findings).toMatchObject([{ hasStill: true }])
})

test('of a recording that is let go no picture is taken any more, and who had begun may say without one what they saw', async () => {
  const { id, projectId, somebody } = await aRecording(100)
  const amara = await somebody()
  await take(amara, id)
  const jpeg = Buffer.from([0xff, 0xd8, 0xff, ...Array<number>(200).fill(7), 0xff, 0xd9]).toString('base64')
  const letGo = { archiveId: id, projectId, reason: 'Consent was withdrawn', state: 'deleting' as const }
  await db.deletion.create({ data: letGo })
  expect(await write(amara, id, { ...found('Seen'), ...{ still: jpeg } })).toMatchObject({
    failure: 'let-go',
  })
  expect(await db.findingStill.count({ where: { finding: { archiveId: id } } })).toBe(0)
  expect(await write(amara, id, found('Seen'))).toMatchObject({ ok: true })
  const late = await somebody([...REVIEWS, 'archive.assign'])
  expect(await write(late, id, found('Not seen'))).toMatchObject({ failure: 'nothing-there' })
  expect(await take(late, id)).toMatchObject({ failure: 'nothing-there' })
  const page = await reviewPage(late, id, db)
  expect(page).toMatchObject({ mayReview: false, mayTake: false, mayAssign: false, reviewers: [] })
  expect(await reviewPage(amara, id, db)).toMatchObject({ mayReview: true })
})

test('one look is one line on the record, however many parts are asked for, and says which were seen', async () => {
  const { id, projectId, sessionId, somebody } = await aRecording()
  const amara = await somebody()
  const archive = { id, projectId, sessionId, duration: 3_600 }
  const viewer = { actor: amara, address: null, requestId: newId() }
  await Promise.all([1, 2, 3, 4].map(() => recordViewing(db, viewer, archive, 'played')))
  for (const parts of [[[2_280, 2_285]], [[2_285, 2_530]], [[3_590, 9_999]]] as [number, number][][])
    await db.$transaction((tx) => tellParts(tx, amara, archive, parts))
  await recordViewing(db, viewer, archive, 'downloaded')
  const { viewings } = (await reviewPage(amara, id, db)) ?? { viewings: [] }
  expect(viewings.map(({ purpose, parts, name }) => ({ purpose, parts, name }))).toEqual([
    { purpose: 'downloaded', parts: [], name: 'Ines Duarte' },
    {
      purpose: 'played',
      parts: [
        [2_280, 2_530],
        [3_590, 3_600],
      ],
      name: 'Ines Duarte',
    },
  ])
  const entries = await db.auditEntry.findMany({
    where: { subject: `archive:${id}` },
    orderBy: { seq: 'asc' },
  })
  expect(entries.map(({ action }) => action)).toEqual(['archive.view', 'archive.download'])
})

test('who never asked for a byte of it has seen nothing, whatever their page tells', async () => {
  const { id, somebody } = await aRecording()
  const amara = await somebody()
  const told = await db.$transaction((tx) => tellParts(tx, amara, { id, duration: 3_600 }, [[0, 60]]))
  expect(told).toMatchObject({ failure: 'not-opened' })
  expect(await reviewPage(anActor(REVIEWS, 'everywhere', amara.accountId), id, db)).toMatchObject({
    viewings: [],
  })
})
