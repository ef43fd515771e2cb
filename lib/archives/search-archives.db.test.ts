import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { anAccount, anActor, aProject, aSession } from '../../e2e/kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { indexDue } from './index-due.ts'
import { searchArchives, wordsOf } from './search-archives.ts'
import type { ArchiveQuery } from './search-model.ts'

let server: TestDatabase
let db: Database
const ids: Record<string, string> = {}
const everywhere = anActor(['archive.view'])

/** Three evenings of karaoke, a lesson elsewhere, and one that was deleted. */
beforeAll(async () => {
  server = await createTestDatabase()
  db = openDatabase(server.url)
  const [openmic, tutor] = [await aProject(db), await aProject(db)]
  Object.assign(ids, { openmic: openmic.id, tutor: tutor.id })
  const karaoke = await aSession(db, openmic.id, { name: 'Late-night karaoke' })
  const piano = await aSession(db, tutor.id, { name: 'Piano, grade 5' })
  for (const [name, session, day, minutes] of [
    ['first', karaoke, 22, 10],
    ['second', karaoke, 23, 61],
    ['third', karaoke, 24, 20],
    ['piano', piano, 24, 5],
    ['gone', karaoke, 20, 20],
  ] as const) {
    const startedAt = new Date(Date.UTC(2026, 10, day, 20))
    const stoppedAt = new Date(startedAt.getTime() + minutes * 60_000)
    const { id } = await db.archive.create({
      data: {
        projectId: session.projectId,
        sessionId: session.id,
        platformId: newId(),
        state: name === 'gone' ? 'deleted' : 'available',
        startedAt,
        stoppedAt,
        duration: minutes * 60,
      },
    })
    ids[name] = id
  }
  ids.Ines = (await anAccount(db)).id
  await db.action.create({
    data: {
      kind: 'mute',
      projectId: openmic.id,
      sessionId: karaoke.id,
      actorId: ids.Ines,
      requestId: newId(),
      askedAt: new Date(Date.UTC(2026, 10, 23, 20, 30)),
    },
  })
  const person = await db.person.create({ data: { projectId: openmic.id, ref: 'mia', name: 'Mia Keller' } })
  await db.connection.create({
    data: {
      projectId: openmic.id,
      sessionId: karaoke.id,
      platformId: newId(),
      personId: person.id,
      createdAt: new Date(Date.UTC(2026, 10, 24, 20, 5)),
      endedAt: new Date(Date.UTC(2026, 10, 24, 20, 10)),
    },
  })
  ids.mia = person.id
  await db.finding.create({
    data: {
      archiveId: ids.second ?? '',
      projectId: openmic.id,
      authorId: ids.Ines,
      fromMs: 1_000,
      category: 'disturbance',
      severity: 'low',
      text: 'Sustained shouting über allem',
    },
  })
  await db.hold.create({
    data: { archiveId: ids.first ?? '', projectId: openmic.id, placedById: ids.Ines, reason: 'complaint' },
  })
  // The connection came after its recording's last change, as no real one does.
  await db.archive.update({ where: { id: ids.third ?? '' }, data: { name: 'evening' } })
  await indexDue(db)
})

afterAll(async () => {
  await db.$disconnect()
  await server.drop()
})

const search = (query: ArchiveQuery, actor = everywhere) => searchArchives(actor, query, 'Europe/Berlin', db)
const names = async (query: ArchiveQuery, actor = everywhere) =>
  (await search(query, actor)).archives.map(({ id }) => Object.keys(ids).find((name) => ids[name] === id))

test('all are there, newest first, but for what was deleted', async () => {
  expect(await names({})).toEqual(['piano', 'third', 'second', 'first'].sort(byTime))
  expect(await names({ standing: 'deleted' })).toEqual(['gone'])
})

const byTime = (one: string, other: string) =>
  ['third', 'piano'].includes(one) && ['third', 'piano'].includes(other)
    ? (ids[other] ?? '') < (ids[one] ?? '')
      ? -1
      : 1
    : 0

test.each([
  ['a word of the session', { text: 'karaoke' }, ['third', 'second', 'first']],
  ['the beginning of one, in any case', { text: 'KARA' }, ['third', 'second', 'first']],
  ['two words, in any order', { text: 'night late' }, ['third', 'second', 'first']],
  ['somebody who was in it', { text: 'mia keller' }, ['third']],
  ['words of a finding', { text: 'shouting über' }, ['second']],
  ['a moderator', { moderator: 'Ines' }, ['second']],
  ['an action within', { has: 'mute' }, ['second']],
  ['another action', { has: 'disconnect' }, []],
  ['what a moderator did', { moderator: 'Ines', has: 'mute' }, ['second']],
  ['what a moderator did not do', { moderator: 'Ines', has: 'disconnect' }, []],
  ['a moderator, where they did nothing', { moderator: 'Ines', project: 'tutor' }, []],
  ['a moderator, by words', { moderator: 'Ines', text: 'shouting' }, ['second']],
  ['a finding', { has: 'finding' }, ['second']],
  ['a hold', { has: 'hold' }, ['first']],
  ['its length', { longer: '60' }, ['second']],
  ['a day', { from: '2026-11-23', to: '2026-11-23' }, ['second']],
  ['a project', { project: 'tutor' }, ['piano']],
  ['signs that mean something to the search', { text: "kara:* | !x & ('" }, []],
  ['signs alone', { text: "&|!:*()'" }, []],
] as [string, ArchiveQuery, string[]][])('finds by %s', async (_, query, expected) => {
  const meant = Object.fromEntries(
    Object.entries(query).map(([name, value]) => [
      name,
      name === 'moderator' || name === 'project' ? ids[String(value)] : value,
    ]),
  )
  expect(await names(meant)).toEqual(expected)
})

test('whoever may see one project finds nothing of another, by no filter and no cursor', async () => {
  const narrow = anActor(['archive.view'], new Set([ids.tutor ?? '']))
  expect(await names({}, narrow)).toEqual(['piano'])
  expect(await names({ text: 'karaoke' }, narrow)).toEqual([])
  expect(await names({ project: ids.openmic }, narrow)).toEqual([])
  expect(await names({ after: ids.third }, narrow)).toEqual(['piano'])
  expect((await search({}, narrow)).facets.count).toBe(1)
})

test('the rest follows a cursor, and counts are of all that match', async () => {
  expect(await names({ text: 'karaoke', after: ids.third })).toEqual(['second', 'first'])
  expect((await search({})).facets).toEqual({
    count: 4,
    whole: true,
    held: 1,
    withAction: 1,
    withFinding: 1,
    standings: { available: 4 },
    reviews: { new: 4 },
  })
})

test('a name that is erased is found no more', async () => {
  await db.person.update({ where: { id: ids.mia ?? '' }, data: { name: 'Erased' } })
  await indexDue(db)
  expect(await names({ text: 'keller' })).toEqual([])
})

test('words are prefixes, joined', () => {
  expect(wordsOf('Late-night  karaoke')).toBe('Late:* & night:* & karaoke:*')
})

test('a recording whose only review was given back is found among the new ones again', async () => {
  const review = { archiveId: ids.piano ?? '', projectId: ids.tutor ?? '', reviewerId: ids.Ines ?? '' }
  const { id } = await db.review.create({ data: review })
  await indexDue(db)
  expect(await names({ review: 'inReview' })).toContain('piano')
  await db.review.delete({ where: { id } })
  await indexDue(db)
  expect(await names({ review: 'inReview' })).not.toContain('piano')
  expect(await names({ review: 'new' })).toContain('piano')
})
