import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { applyRules } from '#lib/retention/apply-rules.ts'
import { RETENTION_SCOPES } from '#lib/retention/model.ts'
import { previewRules } from '#lib/retention/preview-rules.ts'
import { type Rule, retentionOf } from '#lib/retention/retention-of.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { aKeptRecording } from '../kit/a-kept-recording.ts'
import { anAccount, anActor, aProject } from '../kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../kit/test-database.ts'

/**
 * P7: what goes, goes by the rule that the page names, on its date, and not before; what is held does not. The rule is written
 * once as a function and once as SQL: over whatever rules and recordings there may be, both say the same.
 */
const DAY = 86_400_000

let server: TestDatabase
let db: Database
let createdById: string

beforeAll(async () => {
  server = await createTestDatabase()
  db = openDatabase(server.url)
  createdById = (await anAccount(db)).id
}, 60_000)

afterAll(async () => {
  await db.$disconnect()
  await server.drop()
})

beforeEach(async () => {
  await db.retentionRule.updateMany({ data: { removedAt: new Date() } })
})

type Drawn = {
  project: 0 | 1
  days: number
  finding: 'none' | 'stands' | 'removed'
  action: boolean
  held: boolean
}

const aRule = fc.record({
  project: fc.constantFrom(null, 0, 1),
  scope: fc.constantFrom(...RETENTION_SCOPES),
  keepDays: fc.integer({ min: 1, max: 6 }),
})
const aDrawn: fc.Arbitrary<Drawn> = fc.record({
  project: fc.constantFrom(0, 1),
  days: fc.integer({ min: 0, max: 7 }),
  finding: fc.constantFrom('none', 'stands', 'removed'),
  action: fc.boolean(),
  held: fc.boolean(),
})

test('what the database finds due is what the function says, for any rules and recordings', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(aRule, { maxLength: 6 }),
      fc.array(aDrawn, { minLength: 1, maxLength: 6 }),
      async (drawnRules, drawn) => {
        const projects = [(await aProject(db)).id, (await aProject(db)).id] as const
        const place = (project: 0 | 1 | null) => (project === null ? null : projects[project])
        const rules: Rule[] = drawnRules.map(({ project, ...rule }) => ({
          id: newId(),
          projectId: place(project as 0 | 1 | null),
          ...rule,
        }))
        const made = []
        for (const one of drawn) made.push({ ...one, ...(await make(one, projects[one.project])) })
        await db.retentionRule.updateMany({ data: { removedAt: new Date() } })
        await db.retentionRule.createMany({
          data: rules.map((rule) => ({ ...rule, name: 'Rule', createdById })),
        })
        const expected = made.flatMap(({ archiveId, projectId, overAt, finding, action, held }) => {
          const facts = { projectId, overAt, hasFinding: finding === 'stands', hasAction: action }
          const said = retentionOf(facts, rules, held)
          return said.kind === 'rule' && !said.held && said.date.getTime() <= Date.now()
            ? [{ archiveId, ruleId: said.ruleId }]
            : []
        })
        const preview = await db.$transaction((tx) =>
          previewRules(tx, anActor(['retention.manage'], new Set(projects)), [], rules),
        )
        expect(preview.atOnce).toBe(expected.length)
        while ((await applyRules(db, 3)) > 0);
        const begun = await db.deletion.findMany({
          where: { projectId: { in: [...projects] } },
          select: { archiveId: true, ruleId: true },
        })
        expect(new Set(begun.map((row) => JSON.stringify(row)))).toEqual(
          new Set(expected.map((row) => JSON.stringify(row))),
        )
        expect(begun).toHaveLength(expected.length)
      },
    ),
    { numRuns: 40 },
  )
}, 120_000)

async function make(one: Drawn, projectId: string) {
  // A moment before the date, so that a slow machine does not cross it.
  const overAt = new Date(Date.now() - one.days * DAY - 3_600_000)
  const { archiveId, sessionId } = await aKeptRecording(db, { projectId, stoppedAt: overAt })
  if (one.finding !== 'none')
    await db.finding.create({
      data: {
        archiveId,
        projectId,
        authorId: createdById,
        fromMs: 0,
        category: 'other',
        severity: 'low',
        text: 'Seen',
        removedAt: one.finding === 'removed' ? new Date() : null,
      },
    })
  const action = { projectId, sessionId, actorId: createdById, requestId: newId() }
  const askedAt = new Date(overAt.getTime() - 30_000)
  await db.action.create({ data: { ...action, kind: 'startArchive', askedAt } })
  await db.action.create({
    data: {
      ...action,
      kind: 'disconnect',
      askedAt: one.action ? askedAt : new Date(overAt.getTime() + 60_000),
    },
  })
  if (one.held)
    await db.hold.create({ data: { archiveId, projectId, placedById: createdById, reason: 'Complaint' } })
  return { archiveId, projectId, overAt }
}

test('one that runs, one that was lost and one that is deleted go by no rule', async () => {
  const projectId = (await aProject(db)).id
  const stoppedAt = new Date(Date.now() - 10 * DAY)
  await db.retentionRule.create({ data: { projectId, name: 'Short', keepDays: 1, createdById } })
  const [runs, lost, gone] = [
    await aKeptRecording(db, { projectId, stoppedAt }),
    await aKeptRecording(db, { projectId, stoppedAt }),
    await aKeptRecording(db, { projectId, stoppedAt }),
  ]
  await db.archive.update({ where: { id: runs.archiveId }, data: { state: 'recording' } })
  await db.custody.update({ where: { archiveId: lost.archiveId }, data: { step: 'lost' } })
  await db.deletion.create({
    data: { archiveId: gone.archiveId, projectId, reason: 'Before', state: 'done', doneAt: new Date() },
  })
  expect(await applyRules(db)).toBe(0)
})

test('two servers at the same moment begin each deletion once, and each is on the record before it goes out', async () => {
  const projectId = (await aProject(db)).id
  await db.retentionRule.create({ data: { projectId, name: 'Short', keepDays: 1, createdById } })
  for (let n = 0; n < 12; n++)
    await aKeptRecording(db, { projectId, stoppedAt: new Date(Date.now() - 2 * DAY) })
  await Promise.all(Array.from({ length: 4 }, () => applyRules(db, 5)))
  while ((await applyRules(db, 5)) > 0);
  const begun = await db.deletion.findMany({ where: { projectId } })
  expect(begun).toHaveLength(12)
  const asks = await db.auditEntry.findMany({ where: { projectId, action: 'archive.delete', phase: 'ask' } })
  expect(new Set(asks.map(({ requestId }) => requestId))).toEqual(new Set(begun.map(({ id }) => id)))
  expect(asks[0]).toMatchObject({ actorId: null, reason: 'Rule “Short”: kept for 1 days' })
})

test('a preview counts what goes by the change alone, and only where its reader sets rules', async () => {
  const [own, foreign] = [(await aProject(db)).id, (await aProject(db)).id]
  for (const projectId of [own, foreign])
    for (const days of [3, 20, 200]) // of which the last goes by the rule that is there already
      await aKeptRecording(db, { projectId, stoppedAt: new Date(Date.now() - days * DAY) })
  const before: Rule[] = [{ id: newId(), projectId: null, scope: 'all', keepDays: 100 }]
  const after: Rule[] = [{ id: newId(), projectId: null, scope: 'all', keepDays: 10 }]
  const preview = await db.$transaction((tx) =>
    previewRules(tx, anActor(['retention.manage'], new Set([own])), before, after),
  )
  expect(preview).toMatchObject({ count: 2, atOnce: 1, bytes: 2 * 4_096 })
  expect(preview.first).toHaveLength(2)
  expect(preview.first[0]).toMatchObject({ sessionName: 'Late-night karaoke', projectName: 'Openmic' })
})
