import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#lib/access/actor.ts'
import { type AuditRecord, recordAudits } from '#lib/audit/record-audit.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { anAccount, anActor, aProject, aSession } from '../../e2e/kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import type { EntryFilters } from './model.ts'
import { countNews, listEntries, nameSubject, recordSize } from './queries.ts'
import { readEntry } from './read-entry.ts'

let database: TestDatabase
let db: Database
let [openmic, tutor, ines, mia] = ['', '', '', '']
const request = newId()

beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.url)
  openmic = (await aProject(db, { name: 'Openmic' })).id
  tutor = (await aProject(db, { name: 'Tutor' })).id
  ines = (await anAccount(db, 'Ines Duarte')).id
  const session = await aSession(db, openmic, { name: 'Rehearsal' })
  mia = await somebodyIn(session.id)
  const mute = { action: 'participant.mute', projectId: openmic, subject: `connection:${mia}` }
  await write([
    { actorId: ines, phase: 'ask', ...mute, reason: 'Noise: 100 % of the time', requestId: request },
    {
      actorId: ines,
      phase: 'outcome',
      ...mute,
      details: { outcome: { state: 'confirmed' } },
      requestId: request,
    },
    { action: 'session.watch', projectId: tutor, subject: `session:${session.id}` },
    { action: 'account.disable', subject: `account:${ines}` },
    { action: 'participant.mute', phase: 'denied', projectId: tutor, reason: 'noise again' },
  ])
})

afterAll(async () => {
  await db.$disconnect()
  await database.drop()
})

async function somebodyIn(sessionId: string): Promise<string> {
  const person = await db.person.create({ data: { projectId: openmic, ref: newId(), name: 'Mia Keller' } })
  const place = { sessionId, projectId: openmic }
  const row = { ...place, platformId: newId(), personId: person.id, data: 'person', live: true } as const
  return (await db.connection.create({ data: row })).id
}

function write(records: Partial<AuditRecord>[]): Promise<void> {
  const base = {
    phase: 'event',
    action: 'x.y',
    actorId: null,
    deviceId: null,
    address: null,
    details: {},
  } as const
  return db.$transaction((tx) =>
    recordAudits(
      tx,
      records.map((record) => ({ ...base, requestId: newId(), ...record })),
    ),
  )
}

const everywhere = () => anActor(['audit.view', 'session.view'])
const onlyIn = (project: string) => anActor(['audit.view'], new Set([project]))
const list = (actor: Actor, filters: EntryFilters = {}, before?: number) =>
  listEntries(actor, { filters, timeZone: 'Europe/Berlin', before }, db)
const seqs = async (actor: Actor, filters: EntryFilters = {}) =>
  (await list(actor, filters)).entries.map(({ seq }) => seq)

describe('who may read what', () => {
  test('with the permission everywhere: all of it, the newest first', async () => {
    expect(await seqs(everywhere())).toEqual([5, 4, 3, 2, 1])
  })

  test('with the permission in one project: its entries, and nothing that belongs to no project', async () => {
    expect(await seqs(onlyIn(tutor))).toEqual([5, 3])
    expect(await seqs(onlyIn(openmic))).toEqual([2, 1])
    expect(await seqs(anActor(['audit.view'], new Set([openmic, tutor])))).toEqual([5, 3, 2, 1])
    expect(await seqs(onlyIn(openmic), { project: tutor })).toEqual([])
    expect(await recordSize(onlyIn(openmic), db)).toBeNull()
  })

  test('without it: nothing', async () => {
    expect(await seqs(anActor(['audit.export']))).toEqual([])
    expect(await readEntry(anActor(['audit.export']), 1, db)).toBeNull()
  })

  test('a single entry is not found for whoever may not list it', async () => {
    expect(await readEntry(onlyIn(openmic), 3, db)).toBeNull()
    expect(await readEntry(onlyIn(openmic), 4, db)).toBeNull()
    expect(await readEntry(onlyIn(tutor), 3, db)).toMatchObject({ seq: 3 })
    expect(await readEntry(everywhere(), 99, db)).toBeNull()
  })

  test('whoever may not see people in Live does not learn their names here', async () => {
    const names = async (actor: Actor) => (await list(actor)).entries.at(-1)?.subject?.words
    expect(await names(everywhere())).toBe('Mia Keller')
    expect(await names(anActor(['audit.view']))).toMatch(/^Connection /)
  })
})

test('a thing of a project whose record they may not read has no name, whoever asks for it', async () => {
  const session = await aSession(db, openmic, { name: 'Dress rehearsal' })
  const subject = `session:${session.id}`
  expect(await nameSubject(everywhere(), subject, db)).toBe('Session Dress rehearsal')
  expect(await nameSubject(onlyIn(openmic), subject, db)).toBe('Session Dress rehearsal')
  expect(await nameSubject(onlyIn(tutor), subject, db)).toMatch(/^Session [0-9a-f]{8}…/)
  expect(await nameSubject(onlyIn(tutor), `project:${openmic}`, db)).toMatch(/^Project [0-9a-f]{8}…/)
})

test('what belongs to no project has no name for whoever types its id and reads no entry about it', async () => {
  const account = `account:${(await anAccount(db, 'Noor Haddad')).id}`
  const role = await db.role.create({ data: { key: newId(), name: 'Night desk', permissions: [] } })
  expect(await nameSubject(everywhere(), account, db)).toBe('Noor Haddad')
  expect(await nameSubject(onlyIn(tutor), account, db)).toMatch(/^Account [0-9a-f]{8}…/)
  expect(await nameSubject(onlyIn(tutor), `role:${role.id}`, db)).toMatch(/^Role [0-9a-f]{8}…/)
})

test('the outcome of an action is called what the action was about', async () => {
  const session = await aSession(db, openmic, { name: 'Matinee' })
  const place = { projectId: openmic, sessionId: session.id }
  const archive = await db.archive.create({ data: { ...place, platformId: newId(), state: 'recording' } })
  const act = async (kind: 'startArchive' | 'muteAll' | 'warn', targets: object[]) => {
    const row = { ...place, kind, actorId: ines, requestId: newId(), targets: { create: targets } }
    return `action:${(await db.action.create({ data: row })).id}`
  }
  const started = await act('startArchive', [{ archiveId: archive.id }])
  expect(await nameSubject(everywhere(), started, db)).toBe('Recording of Matinee')
  const muted = await act('muteAll', [{ connectionId: mia }])
  expect(await nameSubject(everywhere(), muted, db)).toBe('Session Matinee')
  const warned = await act('warn', [{ connectionId: mia }])
  expect(await nameSubject(everywhere(), warned, db)).toBe('Mia Keller')
  expect(await nameSubject(anActor(['audit.view']), warned, db)).toMatch(/^Action /)
  expect(await nameSubject(onlyIn(tutor), started, db)).toMatch(/^Action /)
})

describe('filters', () => {
  test.each<[string, () => EntryFilters, number[]]>([
    ['person', () => ({ person: ines }), [2, 1]],
    ['action', () => ({ action: 'participant.mute' }), [5, 2, 1]],
    ['action and project', () => ({ action: 'participant.mute', project: tutor }), [5]],
    ['phase', () => ({ phase: 'denied' }), [5]],
    ['subject', () => ({ subject: `connection:${mia}` }), [2, 1]],
    ['how it turned out', () => ({ outcome: 'confirmed' }), [2]],
    ['how nothing turned out', () => ({ outcome: 'failed' }), []],
    ['words in the reason, whatever their case', () => ({ text: 'NOISE' }), [5, 1]],
    ['a sign that is a pattern elsewhere', () => ({ text: '100 %' }), [1]],
    ['a day on which nothing was', () => ({ from: '2001-01-01', to: '2001-01-02' }), []],
    ['all days from one on', () => ({ from: '2001-01-01' }), [5, 4, 3, 2, 1]],
    ['all days up to one', () => ({ to: '2099-01-01' }), [5, 4, 3, 2, 1]],
    ['days to come', () => ({ from: '2099-01-01' }), []],
  ])('by %s', async (_what, filters, found) => {
    expect(await seqs(everywhere(), filters())).toEqual(found)
  })
})

test('an entry says who, what came of it, and what the same request left', async () => {
  const entry = await readEntry(everywhere(), 1, db)
  expect(entry).toMatchObject({
    actor: { id: ines, name: 'Ines Duarte' },
    outcome: null,
    subject: { words: 'Mia Keller' },
  })
  expect(entry?.related.map(({ seq, outcome }) => [seq, outcome])).toEqual([
    [1, null],
    [2, 'confirmed'],
  ])
  expect(entry?.nextHash).toBe((await readEntry(everywhere(), 2, db))?.hash)
  expect((await readEntry(everywhere(), 5, db))?.nextHash).toBeNull()
})

test('what is new is counted as it would be listed', async () => {
  const news = (actor: Actor, filters: EntryFilters) =>
    countNews(actor, { filters, timeZone: 'UTC', after: 2 }, db)
  expect(await news(everywhere(), {})).toBe(3)
  expect(await news(onlyIn(openmic), {})).toBe(0)
  expect(await news(everywhere(), { text: 'again' })).toBe(1)
})

test('pages follow one another without a gap, and so do those of a search', async () => {
  await write(Array.from({ length: 230 }, (_, n) => ({ reason: n % 2 ? 'odd one' : 'even one' })))
  const walk = async (filters: EntryFilters) => {
    const seen: number[] = []
    let before: number | undefined
    do {
      const page = await list(everywhere(), filters, before)
      seen.push(...page.entries.map(({ seq }) => seq))
      before = page.older ?? undefined
    } while (before !== undefined)
    return seen
  }
  expect(await walk({})).toEqual(Array.from({ length: 235 }, (_, n) => 235 - n))
  expect((await walk({ text: 'odd' })).length).toBe(115)
})

test('an account is named to whoever reads an entry about it', async () => {
  const account = `account:${(await anAccount(db, 'Noor Haddad')).id}`
  await write([{ action: 'role.grant', projectId: tutor, subject: account }])
  expect(await nameSubject(onlyIn(tutor), account, db)).toBe('Noor Haddad')
  expect(await nameSubject(onlyIn(openmic), account, db)).toMatch(/^Account [0-9a-f]{8}…/)
})
