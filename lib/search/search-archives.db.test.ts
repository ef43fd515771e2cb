import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { anAccount, anActor, aProject, aSession } from '../../e2e/kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { testEnv } from '../../e2e/kit/test-env.ts'
import { searchFacets } from './facets.ts'
import { foldCounts } from './fold-counts.ts'
import { type ArchiveSearch, readArchiveSearch } from './model.ts'
import { searchArchives } from './queries.ts'

let database: TestDatabase
let db: Database
let projectId: string

beforeAll(async () => {
  testEnv()
  database = await createTestDatabase()
  db = openDatabase(database.url, 4)
})
afterAll(async () => {
  await db.$disconnect()
  await database.drop()
})
beforeEach(async () => {
  projectId = (await aProject(db)).id
})

const everywhere = anActor(['archive.view'])
const MINUTE = 60_000
const START = Date.UTC(2026, 10, 24, 21, 14)
const at = (minutes: number) => new Date(START + minutes * MINUTE)

/** A recording of 90 minutes in a session of its own, begun so many minutes after the evening's first. */
async function aRecording(name: string, later = 0, given: { projectId?: string; minutes?: number } = {}) {
  const project = given.projectId ?? projectId
  const session = await aSession(db, project, { name })
  const minutes = given.minutes ?? 90
  const archive = await db.archive.create({
    data: {
      projectId: project,
      sessionId: session.id,
      platformId: newId(),
      state: 'available',
      startedAt: at(later),
      stoppedAt: at(later + minutes),
      duration: minutes * 60,
    },
  })
  return { id: archive.id, sessionId: session.id }
}

async function search(query: ArchiveSearch, actor = everywhere) {
  const asked = { query: { project: [projectId], ...query }, timeZone: 'Europe/Berlin' }
  return searchArchives(actor, asked, db)
}
const names = async (query: ArchiveSearch, actor = everywhere) =>
  (await search(query, actor)).found.map(({ archive }) => archive.sessionName)

async function aFinding(archiveId: string, text: string, authorId: string) {
  const data = { archiveId, projectId, authorId, fromMs: 1_000, text }
  return db.finding.create({ data: { ...data, category: 'disturbance', severity: 'medium' } })
}
const aReview = (archiveId: string, reviewerId: string, second: boolean, state: 'inReview' | 'done') =>
  db.review.create({ data: { archiveId, projectId, reviewerId, second, state } })

test('a recording is found by the beginnings of words of its session, in any order, and by its identifiers', async () => {
  const { id, sessionId } = await aRecording('Late-night karaoke')
  await aRecording('Debate club: transport', 5)
  for (const q of ['karaoke', 'KARA late', 'late-night', id, sessionId && (await platformId(sessionId))])
    expect([q, await names({ q })]).toEqual([q, ['Late-night karaoke']])
  expect(await names({ q: 'karaoke debate' })).toEqual([])
})

const platformId = async (id: string) =>
  (await db.videoSession.findUniqueOrThrow({ where: { id } })).platformId

test('what is typed is never part of the question: quotes, operators and signs are words like others', async () => {
  await aRecording("D'Artagnan & sons | <script>")
  for (const q of ["d'art", "' OR 1=1 --", '& | ! ( ) :*', '\\', '<script>', '💥', "a':b & !c"])
    await expect(search({ q })).resolves.toBeDefined()
  expect(await names({ q: "d'artagnan" })).toEqual(["D'Artagnan & sons | <script>"])
})

test('a person who was there while it ran finds it, under the name they have now', async () => {
  const { sessionId } = await aRecording('Late-night karaoke')
  const person = await db.person.create({ data: { projectId, ref: newId(), name: 'Mia Keller' } })
  const base = { projectId, sessionId, personId: person.id }
  await db.connection.create({ data: { ...base, platformId: newId(), createdAt: at(10), endedAt: at(42) } })
  await db.archive.updateMany({ where: { sessionId }, data: { size: 1 } })
  expect(await names({ q: 'mia' })).toEqual(['Late-night karaoke'])
  await db.person.update({ where: { id: person.id }, data: { name: 'Erased' } })
  expect(await names({ q: 'mia' })).toEqual([])
})

test('what a moderator did while it ran finds it by kind, by moderator and by the reason', async () => {
  const { sessionId } = await aRecording('Late-night karaoke')
  await aRecording('Quiet', 5)
  const ines = await anAccount(db)
  const action = { kind: 'disconnect' as const, projectId, sessionId, actorId: ines.id, requestId: newId() }
  await db.action.create({ data: { ...action, reason: 'Shouting', askedAt: at(41) } })
  await db.action.create({ data: { ...action, kind: 'mute', askedAt: at(500) } })
  expect(await names({ did: 'disconnect', by: ines.id, has: ['action'] })).toEqual(['Late-night karaoke'])
  expect(await names({ q: 'shout' })).toEqual(['Late-night karaoke'])
  expect(await names({ did: 'mute' })).toEqual([])
  expect(await names({ has: ['nothing'] })).toEqual(['Quiet'])
})

test('length and days bound it, a day being one of the reader’s time zone', async () => {
  await aRecording('Short', 0, { minutes: 10 })
  await aRecording('Long', 120)
  expect(await names({ longer: 30 })).toEqual(['Long'])
  expect(await names({ shorter: 30 })).toEqual(['Short'])
  // 23:14 UTC on the 24th is the 25th in Berlin.
  expect(await names({ from: '2026-11-25', to: '2026-11-25' })).toEqual(['Long'])
  expect(await names({ to: '2026-11-24' })).toEqual(['Short'])
})

test('a hold and a deletion that was asked for are found until they end; what is deleted is not found any more', async () => {
  const { id } = await aRecording('Late-night karaoke')
  const by = (await anAccount(db)).id
  const hold = await db.hold.create({
    data: { archiveId: id, projectId, placedById: by, reason: 'Complaint' },
  })
  expect((await search({ custody: ['hold'] })).found[0]?.custody).toContain('hold')
  await db.hold.update({ where: { id: hold.id }, data: { liftedAt: new Date() } })
  expect(await names({ custody: ['hold'] })).toEqual([])
  const deletion = await db.deletion.create({
    data: { archiveId: id, projectId, askedById: by, reason: 'Old' },
  })
  expect(await names({ custody: ['hold', 'deletion'] })).toEqual(['Late-night karaoke'])
  await db.deletion.update({ where: { id: deletion.id }, data: { state: 'done' } })
  expect(await names({})).toEqual([])
  expect((await searchFacets(everywhere, { project: [projectId] }, db)).total).toBe(0)
})

test('words of a finding are found; while a second person judges by themselves, for nobody', async () => {
  const { id } = await aRecording('Late-night karaoke')
  const [one, two] = [await anAccount(db), await anAccount(db)]
  await aReview(id, one.id, false, 'done')
  await aFinding(id, 'Sustained shouting', one.id)
  expect(await names({ q: 'sustained', has: ['finding'], review: ['done'] })).toEqual(['Late-night karaoke'])
  const second = await aReview(id, two.id, true, 'inReview')
  expect(await names({ q: 'sustained' })).toEqual([])
  expect((await search({ review: ['inReview'] })).found).toMatchObject([{ findings: 0, review: 'inReview' }])
  await db.review.update({ where: { id: second.id }, data: { state: 'done' } })
  expect(await names({ q: 'sustained', review: ['done'] })).toEqual(['Late-night karaoke'])
})

test('a recording of the sample keeps its first findings out of the search before anybody has taken the second review', async () => {
  await db.project.update({ where: { id: projectId }, data: { secondReviews: 100 } })
  const { id } = await aRecording('Late-night karaoke')
  const one = await anAccount(db)
  await aReview(id, one.id, false, 'done')
  await aFinding(id, 'Sustained shouting', one.id)
  expect(await names({ q: 'sustained' })).toEqual([])
  await db.project.update({ where: { id: projectId }, data: { secondReviews: 0 } })
  expect(await names({ q: 'sustained' })).toEqual(['Late-night karaoke'])
})

test('pages follow each other without a recording twice or left out, also where two began at the same moment', async () => {
  for (let number = 0; number < 120; number++) await aRecording(`Evening ${number}`, Math.trunc(number / 3))
  const seen: string[] = []
  let after: string | undefined
  do {
    const page = await search(after ? { after } : {})
    expect(page.matches).toEqual({ count: 120, more: false })
    seen.push(...page.found.map(({ archive }) => archive.id))
    after = page.next ?? undefined
  } while (after)
  expect([seen.length, new Set(seen).size]).toEqual([120, 120])
})

test('whoever may see one project finds nothing of another, counts nothing of it, and cannot page from it', async () => {
  const other = (await aProject(db, { name: 'Tutor' })).id
  await aRecording('Ours')
  const { id } = await aRecording('Theirs', 5, { projectId: other })
  const reader = anActor(['archive.view'], new Set([projectId]))
  for (const query of [{}, { q: 'theirs' }, { q: id }, { project: [other] }, { after: id }])
    expect(JSON.stringify(await search({ project: undefined, ...query }, reader))).not.toContain('Theirs')
  expect(await names({ project: undefined }, reader)).toEqual(['Ours'])
  const facets = await searchFacets(reader, {}, db)
  expect(facets.total).toBe(1)
  expect(facets.projects.map((project) => project.id)).toEqual([projectId])
  expect((await search({ project: undefined }, anActor([]))).found).toEqual([])
})

test('the counts are those of the recordings, also after they were folded and while two changes come at once', async () => {
  const made = await Promise.all([1, 2, 3, 4].map((number) => aRecording(`Evening ${number}`)))
  const by = (await anAccount(db)).id
  await Promise.all(
    made
      .slice(1)
      .map(({ id }) =>
        db.hold.create({ data: { archiveId: id, projectId, placedById: by, reason: 'Complaint' } }),
      ),
  )
  const counts = async () => (await searchFacets(everywhere, { project: [projectId] }, db)).counts
  expect(await counts()).toMatchObject({ 'custody:hold': 3, 'review:new': 4, 'has:nothing': 4 })
  await Promise.all([foldCounts(db), foldCounts(db)])
  expect(await counts()).toMatchObject({ 'custody:hold': 3, 'review:new': 4, 'has:nothing': 4 })
  expect(await db.archiveCount.count({ where: { projectId, facet: 'custody:hold' } })).toBe(1)
})

test('two who change one recording at the same moment are both seen by the search', async () => {
  const { id } = await aRecording('Late-night karaoke')
  const by = (await anAccount(db)).id
  await Promise.all([
    db.hold.create({ data: { archiveId: id, projectId, placedById: by, reason: 'Complaint' } }),
    aFinding(id, 'Sustained shouting', by),
    db.deletion.create({ data: { archiveId: id, projectId, askedById: by, reason: 'Old' } }),
  ])
  expect(await names({ q: 'shouting', custody: ['hold'], has: ['finding'] })).toHaveLength(1)
  expect(await names({ custody: ['deletion'] })).toHaveLength(1)
})

test('an address that makes no sense is as if it were not there, and it is told', () => {
  const { query, leftOut } = readArchiveSearch({
    custody: 'hold,kept',
    longer: '30',
    by: 'me',
    colour: 'red',
    q: '',
  })
  expect(query).toEqual({ custody: ['hold', 'kept'], longer: 30 })
  expect(leftOut).toEqual(['by', 'colour'])
})
