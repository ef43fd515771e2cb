import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { deleteDue } from '#lib/retention/delete-due.ts'
import { isDue, type Rule } from '#lib/retention/keeping.ts'
import { RETENTION_SCOPES } from '#lib/retention/model.ts'
import { previewChange } from '#lib/retention/preview.ts'
import { listKeeping } from '#lib/retention/queries.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { lettingGoAt } from '../kit/letting-go.ts'
import { aRecording } from '../kit/recordings.ts'
import { aProject, aSignedIn } from '../kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../kit/test-database.ts'

/** P7: nothing goes while it is held or before its time, everything due goes, of several rules the longest holds. */
const DAY_MS = 24 * 3_600_000
let database: TestDatabase
let db: Database
let other: Database
let reviewer: Awaited<ReturnType<typeof aSignedIn>>

beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.url)
  other = openDatabase(database.url)
  reviewer = await aSignedIn(
    db,
    ['archive.view', 'archive.hold', 'retention.manage', 'archive.delete'],
    'everywhere',
  )
}, 60_000)

afterAll(async () => {
  await Promise.all([db.$disconnect(), other.$disconnect()])
  await database.drop()
})

beforeEach(async () => {
  await db.retentionRule.updateMany({ data: { removedAt: new Date() } })
})

const rule = fc.record({
  place: fc.constantFrom('all' as const, 'first' as const, 'second' as const),
  scope: fc.constantFrom(...RETENTION_SCOPES),
  keepDays: fc.integer({ min: 1, max: 60 }),
})
type Given = {
  place: 'first' | 'second'
  daysOld: number
  finding: 'none' | 'one' | 'removed'
  action: 'none' | 'mute' | 'stop'
  held: boolean
  lifted: boolean
}
const recording: fc.Arbitrary<Given> = fc.record({
  place: fc.constantFrom('first' as const, 'second' as const),
  // A recording that stops at this very moment of a day is due or not by the millisecond: half days lie between.
  daysOld: fc.integer({ min: 0, max: 70 }).map((days) => days + 0.5),
  finding: fc.constantFrom('none' as const, 'one' as const, 'removed' as const),
  action: fc.constantFrom('none' as const, 'mute' as const, 'stop' as const),
  held: fc.boolean(),
  lifted: fc.boolean(),
})
type Places = { first: string; second: string; all: null }

async function make(places: Places, given: Given) {
  const { place, daysOld, finding, action, held, lifted } = given
  const projectId = places[place]
  const archive = await aRecording(db, projectId, { daysOld })
  const author = reviewer.account.id
  const startedAt = archive.startedAt ?? new Date()
  if (finding !== 'none')
    await db.finding.create({
      data: {
        archiveId: archive.id,
        projectId,
        authorId: author,
        fromMs: 0,
        category: 'conduct',
        severity: 'low',
        text: 'Seen',
        removedAt: finding === 'removed' ? new Date() : null,
      },
    })
  if (action !== 'none')
    await db.action.create({
      data: {
        projectId,
        sessionId: archive.sessionId,
        actorId: author,
        kind: action === 'mute' ? 'mute' : 'stopArchive',
        requestId: archive.id,
        askedAt: new Date(startedAt.getTime() + 30_000),
      },
    })
  if (lifted) {
    const placed = await lettingGoAt(db).hold(reviewer, archive.id)
    if (typeof placed !== 'string') await lettingGoAt(db).lift(reviewer, placed.holdId)
  }
  if (held) await lettingGoAt(db).hold(reviewer, archive.id)
  return {
    id: archive.id,
    projectId,
    endedAt: archive.stoppedAt,
    hasFinding: finding === 'one',
    hasAction: action === 'mute',
    holds: held ? 1 : 0,
  }
}

const addRule = (one: Omit<Rule, 'id'>) =>
  db.retentionRule.create({ data: { ...one, name: 'A rule', createdById: reviewer.account.id } })
const gone = async (ids: readonly string[]) =>
  new Set(
    (await db.deletion.findMany({ where: { archiveId: { in: [...ids] }, state: 'deleting' } })).map(
      ({ archiveId }) => archiveId,
    ),
  )

test('what goes is what the rule says is due, whatever the rules, holds and ages, and the preview said it before', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(rule, { minLength: 1, maxLength: 4 }),
      fc.array(recording, { minLength: 1, maxLength: 6 }),
      async (rules, recordings) => {
        await db.retentionRule.updateMany({ data: { removedAt: new Date() } })
        const places: Places = { first: (await aProject(db)).id, second: (await aProject(db)).id, all: null }
        const made: Awaited<ReturnType<typeof make>>[] = []
        for (const one of recordings) made.push(await make(places, one))
        const ids = made.map(({ id }) => id)
        const [last, ...before] = rules.map(({ place, ...one }) => ({ ...one, projectId: places[place] }))
        const stored: Rule[] = []
        for (const one of before) stored.push(await addRule(one))
        const dueBy = (rules: readonly Rule[]) =>
          made.filter((one) => isDue(one, rules, new Date())).map(({ id }) => id)
        const already = dueBy(stored)
        if (last) {
          const preview = await previewChange(reviewer.actor, { change: 'add', ...last }, db)
          stored.push(await addRule(last))
          const due = dueBy(stored)
          // Others' recordings of earlier rounds are there too, but only in places that no rule of this round names.
          if (last.projectId !== null && before.every(({ projectId }) => projectId !== null))
            expect(preview.recordings).toBe(due.filter((id) => !already.includes(id)).length)
        }
        await Promise.all([deleteDue(db), deleteDue(other)])
        while ((await deleteDue(db)) > 0);
        expect(await gone(ids)).toEqual(new Set(dueBy(stored)))
      },
    ),
    { numRuns: 25 },
  )
}, 60_000)

describe('a recording', () => {
  test('on hold stays, and goes after the last hold is lifted', async () => {
    const projectId = (await aProject(db)).id
    const { id } = await aRecording(db, projectId, { daysOld: 10 })
    await addRule({ projectId, scope: 'all', keepDays: 3 })
    const placed = await lettingGoAt(db).hold(reviewer, id)
    await deleteDue(db)
    expect((await gone([id])).size).toBe(0)
    expect((await listKeeping(reviewer.actor, [id], db)).get(id)).toMatchObject({
      kept: 'held',
      rule: 'A rule',
    })
    if (typeof placed !== 'string') await lettingGoAt(db).lift(reviewer, placed.holdId)
    await deleteDue(db)
    expect((await gone([id])).size).toBe(1)
  })

  test('says by which rule it is kept until when, and for good where none applies', async () => {
    const projectId = (await aProject(db)).id
    const { id, stoppedAt } = await aRecording(db, projectId, { daysOld: 1 })
    const keeping = async () => (await listKeeping(reviewer.actor, [id], db)).get(id)
    expect(await keeping()).toEqual({ kept: 'forGood' })
    await addRule({ projectId, scope: 'all', keepDays: 30 })
    await addRule({ projectId: null, scope: 'withoutFinding', keepDays: 90 })
    const until = new Date((stoppedAt?.getTime() ?? 0) + 90 * DAY_MS).toISOString()
    expect(await keeping()).toEqual({ kept: 'until', rule: 'A rule', days: 90, until })
  })

  test('that somebody asked to delete goes by rule without an answer', async () => {
    const projectId = (await aProject(db)).id
    const { id } = await aRecording(db, projectId, { daysOld: 10 })
    const asked = await lettingGoAt(db).ask(reviewer, id)
    await addRule({ projectId, scope: 'all', keepDays: 3 })
    await deleteDue(db)
    const rows = await db.deletion.findMany({ where: { archiveId: id }, orderBy: { askedAt: 'asc' } })
    expect(typeof asked).toBe('object')
    expect(rows).toMatchObject([{ state: 'expired' }, { state: 'deleting', askedById: null }])
    expect(await db.auditEntry.count({ where: { subject: `archive:${id}`, action: 'deletion.due' } })).toBe(1)
  })

  test('that is not over, failed, or of which there is nothing any more, is left alone', async () => {
    const projectId = (await aProject(db)).id
    const made = [
      await aRecording(db, projectId, { daysOld: 10, state: 'recording' }),
      await aRecording(db, projectId, { daysOld: 10, state: 'failed' }),
      await aRecording(db, projectId, { daysOld: 10, step: 'lost' }),
    ]
    await addRule({ projectId, scope: 'all', keepDays: 3 })
    await deleteDue(db)
    expect((await gone(made.map(({ id }) => id))).size).toBe(0)
  })

  test('whose copy alone lives, since the platform deleted its own, goes as well', async () => {
    const projectId = (await aProject(db)).id
    const { id } = await aRecording(db, projectId, { daysOld: 10, state: 'deleted', step: 'kept' })
    await addRule({ projectId, scope: 'all', keepDays: 3 })
    await deleteDue(db)
    expect((await gone([id])).size).toBe(1)
  })
})
