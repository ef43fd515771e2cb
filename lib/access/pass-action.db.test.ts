import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Database, openDatabase, type Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { fail, ok } from '#lib/system/result.ts'
import { anActor, aProject } from '../../e2e/kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { DOOR_WORDS } from './action-reply.ts'
import type { Actor } from './actor.ts'
import { anyone } from './anyone.ts'
import { passAction } from './pass-action.ts'

let database: TestDatabase
let db: Database
let projectId: string

beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.url)
})

beforeEach(async () => {
  projectId = (await aProject(db)).id
})

afterAll(async () => {
  await db.$disconnect()
  await database.drop()
})

const input = z.strictObject({ projectId: z.uuid(), name: z.string().min(1).max(40) })

/** An action that renames a project, and may find after having done so that it must not. */
const rename = {
  name: 'project.rename',
  input,
  scope: async (tx: Tx, { projectId: id }: z.output<typeof input>) => {
    const project = await tx.project.findUnique({ where: { id } })
    return project && { projectId: project.id }
  },
  audit: ({ name }: z.output<typeof input>, scoped: { projectId: string }) => ({
    subject: `project:${scoped.projectId}`,
    details: { letters: name.length },
  }),
  run: async ({ tx, input: { projectId: id, name } }: { tx: Tx; input: z.output<typeof input> }) => {
    await tx.project.update({ where: { id }, data: { name } })
    if (name === 'taken') return fail('name-taken')
    if (name === 'break') throw new Error('secret: s3cr3t at /srv/gavel/lib/x.ts')
    return ok(name)
  },
  messages: { 'name-taken': 'Another project has this name.' },
}
const guarded = { ...rename, permission: 'project.manage' as const }
const open = { ...rename, permission: anyone('test') }

async function pass(given: unknown, actor: Actor | null) {
  const request = {
    headers: new Headers(),
    sessionToken: undefined,
    address: '192.0.2.7',
    requestId: newId(),
  }
  const { reply } = await passAction(guarded, given, { request, db, actor: async () => actor })
  const entries = await db.auditEntry.findMany({
    where: { requestId: request.requestId },
    orderBy: { seq: 'asc' },
  })
  return { reply, entries, phases: entries.map((entry) => entry.phase) }
}

const nameNow = async () => (await db.project.findUniqueOrThrow({ where: { id: projectId } })).name

describe('whoever may', () => {
  test('changes it, and the record has the ask and the outcome', async () => {
    const actor = anActor(['project.manage'])
    const { reply, entries, phases } = await pass({ projectId, name: 'Night school' }, actor)
    expect(reply).toMatchObject({ ok: true, value: 'Night school' })
    expect(await nameNow()).toBe('Night school')
    expect(phases).toEqual(['ask', 'outcome'])
    expect(entries[0]).toMatchObject({
      action: 'project.rename',
      actorId: actor.accountId,
      deviceId: actor.deviceId,
      address: '192.0.2.7',
      projectId,
      subject: `project:${projectId}`,
      details: { letters: 12 },
    })
  })

  test('is told why the rule refuses; what it did is undone, and the refusal is on the record', async () => {
    const { reply, entries, phases } = await pass({ projectId, name: 'taken' }, anActor(['project.manage']))
    expect(reply).toMatchObject({ ok: false, code: 'name-taken', message: 'Another project has this name.' })
    expect(await nameNow()).toBe('Openmic')
    expect(phases).toEqual(['ask', 'outcome'])
    expect(entries[1]?.details).toMatchObject({ outcome: 'refused', failure: 'name-taken' })
  })

  test('hears nothing of what broke inside, and nothing is left of it', async () => {
    const { reply, phases } = await pass({ projectId, name: 'break' }, anActor(['project.manage']))
    expect(reply).toMatchObject({ ok: false, code: 'unavailable' })
    expect(JSON.stringify(reply)).not.toMatch(/s3cr3t|srv|\.ts/)
    expect(await nameNow()).toBe('Openmic')
    expect(phases).toEqual([])
  })

  test('and sends nonsense changes nothing', async () => {
    for (const given of [
      null,
      [],
      'x',
      {},
      { projectId, name: 'x'.repeat(10_000) },
      { projectId: '1/2', name: 'a' },
    ])
      expect((await pass(given, anActor(['project.manage']))).reply).toMatchObject({ code: 'bad-input' })
    const extra = { projectId, name: 'a', admin: true }
    expect((await pass(extra, anActor(['project.manage']))).reply).toMatchObject({ code: 'bad-input' })
    expect(await nameNow()).toBe('Openmic')
  })

  test('and sends text that no database keeps is told that it is not valid', async () => {
    const { reply } = await pass({ projectId, name: 'a\0b' }, anActor(['project.manage']))
    expect(reply).toMatchObject({ ok: false, code: 'bad-input' })
  })
})

describe('whoever may not', () => {
  test('is signed out: is told so, and leaves nothing on the record', async () => {
    const { reply, phases } = await pass({ projectId, name: 'Night school' }, null)
    expect(reply).toMatchObject({ ok: false, code: 'signed-out' })
    expect(phases).toEqual([])
  })

  test('gets the same answer for what lies elsewhere, what is not there, and what nobody lets them do', async () => {
    const other = (await aProject(db)).id
    const here = anActor(['project.manage'], new Set([other]))
    const answers = [
      await pass({ projectId, name: 'Mine now' }, here),
      await pass({ projectId: newId(), name: 'Mine now' }, here),
      await pass({ projectId, name: 'Mine now' }, anActor(['session.view'])),
    ]
    const texts = answers.map(({ reply }) => JSON.stringify({ ...reply, requestId: '' }))
    expect(new Set(texts).size).toBe(1)
    expect(texts[0]).toContain('not-found')
    expect(answers.map(({ phases }) => phases)).toEqual([['denied'], [], ['denied']])
    expect(await nameNow()).toBe('Openmic')
  })
})

test('a door for everyone lets nobody in particular through, and records it', async () => {
  const request = { headers: new Headers(), sessionToken: undefined, address: null, requestId: newId() }
  const { reply } = await passAction(
    open,
    { projectId, name: 'Open' },
    { request, db, actor: async () => null },
  )
  expect(reply.ok).toBe(true)
  expect(await db.auditEntry.count({ where: { requestId: request.requestId, actorId: null } })).toBe(2)
})

test('when the record cannot be written, nothing is changed, and whoever may not is told what they always are', async () => {
  await db.$executeRaw`ALTER TABLE "AuditHead" RENAME TO "AuditHeadAway"`
  try {
    const { reply } = await pass({ projectId, name: 'Unrecorded' }, anActor(['project.manage']))
    expect(reply).toMatchObject({ ok: false, code: 'unavailable' })
    const elsewhere = anActor(['project.manage'], new Set([newId()]))
    for (const actor of [elsewhere, anActor(['session.view'])])
      expect((await pass({ projectId, name: 'Mine now' }, actor)).reply).toMatchObject({ code: 'not-found' })
  } finally {
    await db.$executeRaw`ALTER TABLE "AuditHeadAway" RENAME TO "AuditHead"`
  }
  expect(await nameNow()).toBe('Openmic')
})

test('when the database only reads, whoever may is told so in one sentence', async () => {
  const url = `${database.url}?options=-c%20timezone%3DUTC%20-c%20default_transaction_read_only%3Don`
  const readOnly = openDatabase(url, 1)
  const request = { headers: new Headers(), sessionToken: undefined, address: null, requestId: newId() }
  const actor = async () => anActor(['project.manage'])
  const given = { projectId, name: 'Unwritten' }
  const { reply } = await passAction(guarded, given, { request, db: readOnly, actor })
  expect(reply).toMatchObject({ ok: false, code: 'no-writing', message: DOOR_WORDS['no-writing'] })
  await readOnly.$disconnect()
})
