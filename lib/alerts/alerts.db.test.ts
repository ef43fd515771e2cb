import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor, Where } from '#lib/access/actor.ts'
import type { Permission } from '#lib/access/permissions.ts'
import { raiseAlerts } from '#lib/live/raise-alerts.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { anAccount, anActor, aProject, aSession } from '../../e2e/kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { claimAlert, findAlert, releaseAlert, reopenAlert, resolveAlert } from './handle-alert.ts'
import { type AlertQuery, alertQuerySchema } from './model.ts'
import { bell, countAlerts, listAlerts } from './queries.ts'

let server: TestDatabase
let db: Database
let projectId: string
let otherId: string
let sessionId: string
let archiveId: string
let ines: Actor
let tomasz: Actor

const SEES: Permission[] = ['session.view', 'archive.view', 'alert.handle']
const holder = async (name: string, permissions = SEES, where: Where = 'everywhere') =>
  anActor(permissions, where, (await anAccount(db, name)).id)

beforeAll(async () => {
  server = await createTestDatabase()
  db = openDatabase(server.url)
  projectId = (await aProject(db)).id
  otherId = (await aProject(db, { name: 'Classroom' })).id
  sessionId = (await aSession(db, projectId, { name: 'Late-night karaoke', live: true })).id
  const archive = { projectId, sessionId, platformId: newId(), name: null, state: 'available' as const }
  archiveId = (await db.archive.create({ data: archive })).id
  ines = await holder('Ines Duarte')
  tomasz = await holder('Tomasz Wilk')
})

beforeEach(() => db.alert.deleteMany())

afterAll(async () => {
  await db.$disconnect()
  await server.drop()
})

const query = (part: Partial<AlertQuery> = {}): AlertQuery => alertQuerySchema.parse(part)
const listed = async (actor: Actor, part: Partial<AlertQuery> = {}) =>
  (await listAlerts(actor, query(part), db)).alerts
const kinds = async (actor: Actor, part: Partial<AlertQuery> = {}) =>
  (await listed(actor, part)).map(({ kind }) => kind).sort()

async function fourAlerts(): Promise<void> {
  await db.$transaction((tx) =>
    raiseAlerts(tx, [
      { kind: 'grantReused', projectId, sessionId, cause: 'a' },
      {
        kind: 'archiveSilent',
        level: 'urgent',
        projectId,
        sessionId,
        archiveId,
        cause: 'b',
        details: { why: 'unconfirmed', said: 'timeout' },
      },
      { kind: 'fileChanged', level: 'urgent', projectId, archiveId, cause: 'c' },
      { kind: 'storageTrouble', projectId: otherId, cause: 'd' },
    ]),
  )
}

async function anAlert(): Promise<string> {
  await db.$transaction((tx) =>
    raiseAlerts(tx, [{ kind: 'grantReused', projectId, sessionId, cause: newId() }]),
  )
  return (await db.alert.findFirstOrThrow({ select: { id: true }, orderBy: { at: 'desc' } })).id
}

type Verb = (
  handler: { actor: Actor; tx: Parameters<typeof findAlert>[0] },
  alert: NonNullable<Awaited<ReturnType<typeof findAlert>>>,
) => Promise<unknown>
const handle = (actor: Actor, id: string, verb: Verb) =>
  db.$transaction(async (tx) => {
    const alert = await findAlert(tx, id, actor)
    return alert && verb({ actor, tx }, alert)
  })
const resolveWith =
  (words: string): Verb =>
  (handler, alert) =>
    resolveAlert(handler, alert, words)
const DONE = { ok: true, value: null }
const failed = (failure: string) => ({ ok: false, failure })

describe('who sees an alert', () => {
  const ALL = ['archiveSilent', 'fileChanged', 'grantReused', 'storageTrouble']
  test.each<[string, Permission[], () => Where, string[]]>([
    ['sees sessions and recordings everywhere', SEES, () => 'everywhere', ALL],
    [
      'sees sessions only: not those of recordings that are over',
      ['session.view'],
      () => 'everywhere',
      ['archiveSilent', 'grantReused', 'storageTrouble'],
    ],
    [
      'sees recordings only: only those of recordings',
      ['archive.view'],
      () => 'everywhere',
      ['archiveSilent', 'fileChanged'],
    ],
    ['sees one project', SEES, () => new Set([otherId]), ['storageTrouble']],
    ['sees another project', SEES, () => new Set([newId()]), []],
    ['handles alerts and sees nothing', ['alert.handle'], () => 'everywhere', []],
  ])('who %s', async (_who, permissions, where, seen) => {
    await fourAlerts()
    const actor = await holder('Sam Price', permissions, where())
    expect(await kinds(actor)).toEqual(seen)
    const found = await Promise.all(
      (await db.alert.findMany({ select: { id: true, kind: true } })).map(async ({ id, kind }) =>
        (await db.$transaction((tx) => findAlert(tx, id, actor))) ? [kind] : [],
      ),
    )
    expect(found.flat().sort()).toEqual(seen)
    const count = await countAlerts(actor, db)
    expect(count?.open ?? 0).toBe(seen.length)
  })

  test('what may alarm at a moderator leads to the session, for a reviewer to the recording', async () => {
    await fourAlerts()
    const about = async (actor: Actor) =>
      (await listed(actor, { kind: 'archiveSilent' })).map((one) => one.about)
    const name = 'Late-night karaoke'
    expect(await about(ines)).toEqual([{ page: 'archive', id: archiveId, name }])
    expect(await about(await holder('Kai', ['session.view']))).toEqual([
      { page: 'session', id: sessionId, name },
    ])
  })
})

test('an alert says what is in it, and one that says nothing of the kind is shown all the same', async () => {
  await fourAlerts()
  await db.alert.update({
    where: { cause: 'c' },
    data: { kind: 'copyExpiring', details: { copyUntil: 7, name: 'Mia' } },
  })
  const [expiring] = await listed(ines, { kind: 'copyExpiring' })
  expect(expiring?.details).toEqual({ copyUntil: null })
  const [silent] = await listed(ines, { kind: 'archiveSilent' })
  expect(silent?.details).toEqual({ why: 'unconfirmed', said: 'timeout' })
})

test('the list is filtered by what stands in the address, and by nothing that is no filter', async () => {
  await fourAlerts()
  expect(await kinds(ines, { level: 'urgent' })).toEqual(['archiveSilent', 'fileChanged'])
  expect(await kinds(ines, { project: otherId })).toEqual(['storageTrouble'])
  expect(await kinds(ines, { kind: 'grantReused', level: 'urgent' })).toEqual([])
  const nonsense = alertQuerySchema.parse({
    show: 'all',
    kind: ['x'],
    level: 'loud',
    project: "' OR 1",
    after: 'me',
  })
  expect(nonsense).toEqual({ show: 'open' })
})

test('pages follow each other without a hole or one twice, also when alerts came at one moment', async () => {
  const at = new Date()
  await db.alert.createMany({
    data: Array.from({ length: 120 }, (_, n) => ({
      kind: 'storageTrouble' as const,
      projectId,
      cause: `n${n}`,
      at,
    })),
  })
  const seen: string[] = []
  for (let after: string | undefined, pages = 0; pages < 5; pages++) {
    const page = await listAlerts(ines, query({ after }), db)
    seen.push(...page.alerts.map(({ id }) => id))
    if (page.next === null) break
    after = page.next
  }
  expect([seen.length, new Set(seen).size]).toEqual([120, 120])
})

describe('an alert that one person claims', () => {
  test('is theirs, the others see whose, and may resolve it all the same', async () => {
    const id = await anAlert()
    expect(await handle(ines, id, claimAlert)).toEqual(DONE)
    expect(await handle(tomasz, id, claimAlert)).toEqual(failed('claimed-by-other'))
    expect((await listed(tomasz))[0]?.claimed).toMatchObject({ name: 'Ines Duarte', mine: false })
    expect([
      (await listed(ines, { show: 'mine' })).length,
      (await listed(tomasz, { show: 'mine' })).length,
    ]).toEqual([1, 0])
    expect(await handle(tomasz, id, releaseAlert)).toEqual(failed('not-yours'))
    expect(await handle(tomasz, id, resolveWith('Seen'))).toEqual(DONE)
    expect(await handle(ines, id, releaseAlert)).toEqual(failed('over'))
  })

  test('claimed by two at once is one person’s', async () => {
    const id = await anAlert()
    const outcomes = await Promise.all([handle(ines, id, claimAlert), handle(tomasz, id, claimAlert)])
    expect(outcomes.filter((one) => JSON.stringify(one) === JSON.stringify(DONE))).toHaveLength(1)
  })

  test('is free again when it is released', async () => {
    const id = await anAlert()
    await handle(ines, id, claimAlert)
    expect(await handle(ines, id, releaseAlert)).toEqual(DONE)
    expect(await handle(tomasz, id, claimAlert)).toEqual(DONE)
  })
})

describe('an alert that is resolved', () => {
  test('is over for everybody, with who said what', async () => {
    const id = await anAlert()
    expect(await handle(ines, id, resolveWith('False alarm'))).toEqual(DONE)
    expect(await handle(tomasz, id, resolveWith('Mine'))).toEqual(failed('over'))
    expect(await kinds(tomasz)).toEqual([])
    const [over] = await listed(tomasz, { show: 'resolved' })
    expect(over?.end).toMatchObject({
      by: 'person',
      name: 'Ines Duarte',
      words: 'False alarm',
      mayUndo: false,
    })
    expect((await bell(tomasz, db)).open).toBe(0)
  })

  test('is open again when who resolved it takes that back, which nobody else can', async () => {
    const id = await anAlert()
    expect(await handle(ines, id, reopenAlert)).toEqual(failed('open'))
    await handle(ines, id, resolveWith('Seen'))
    expect((await listed(ines, { show: 'resolved' }))[0]?.end).toMatchObject({ mayUndo: true })
    expect(await handle(tomasz, id, reopenAlert)).toEqual(failed('not-yours'))
    expect(await handle(ines, id, reopenAlert)).toEqual(DONE)
    expect(await kinds(tomasz)).toEqual(['grantReused'])
  })

  test('stays over after ten minutes, and when it ended by itself', async () => {
    const id = await anAlert()
    await handle(ines, id, resolveWith('Seen'))
    await db.$executeRaw`UPDATE "Alert" SET "resolvedAt" = now() - interval '10 minutes 1 second'`
    expect(await handle(ines, id, reopenAlert)).toEqual(failed('too-late'))
    await db.$executeRaw`UPDATE "Alert" SET "resolvedAt" = now(), "resolvedById" = NULL`
    expect(await handle(ines, id, reopenAlert)).toEqual(failed('not-yours'))
    expect((await listed(ines, { show: 'resolved' }))[0]?.end).toMatchObject({ by: 'itself' })
  })
})
