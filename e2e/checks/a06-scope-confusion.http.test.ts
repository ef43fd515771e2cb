import { globSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { newId } from '#lib/system/ids.ts'
import { aRoom } from '../kit/a-room.ts'
import { actionNamed, callAction, replyOf } from '../kit/action-index.ts'
import { eventually } from '../kit/eventually.ts'
import { aHolder, type SignedIn } from '../kit/holders.ts'
import { type Site, sharedSite } from '../kit/site.ts'
import { readSse } from '../kit/sse.ts'

/**
 * A6: ids of two projects in one call. Of what is asked for with one hand in the own project and with the other in a foreign
 * one, nothing happens in the foreign one; and where the foreign id is what the call is about, nothing happens at all.
 */
let site: Site
let admin: SignedIn
let narrow: SignedIn
let own: Awaited<ReturnType<typeof aRoom>>
let foreign: Awaited<ReturnType<typeof aRoom>>
let roles: { reviewer: string; admin: string }

beforeAll(async () => {
  site = await sharedSite()
  admin = await aHolder(site, 'admin', null)
  const room = () => aRoom(site.db, { actorId: admin.accountId, secret: site.secret })
  ;[own, foreign] = [await room(), await room()]
  narrow = await aHolder(site, 'admin', own.projectId)
  const idOf = async (key: string) => (await site.db.role.findUniqueOrThrow({ where: { key } })).id
  roles = { reviewer: await idOf('reviewer'), admin: await idOf('admin') }
}, 600_000)

afterAll(() => site?.end())

const idOfAction = (name: string) => actionNamed(site.buildDir, name).id
const call = async ({ visitor }: SignedIn, name: string, input: unknown) =>
  replyOf(await callAction(visitor, idOfAction(name), input))

/** Of everything that stands in a project; whatever is done to it leaves a row here, or changes one. */
async function traces(projectId: string): Promise<string> {
  const where = { projectId }
  const rows = await Promise.all([
    // Not how they end: what was asked before ends by time.
    site.db.action.findMany({ where, select: { id: true }, orderBy: { id: 'asc' } }),
    // Not when it is looked at next: that is moved by the look itself.
    site.db.videoSession.findMany({ where, omit: { checkAt: true }, orderBy: { id: 'asc' } }),
    site.db.stream.findMany({ where, orderBy: { id: 'asc' } }),
    site.db.connection.findMany({ where, orderBy: { id: 'asc' } }),
    site.db.archive.findMany({ where, orderBy: { id: 'asc' } }),
    site.db.grant.findMany({ where, orderBy: { id: 'asc' } }),
    site.db.person.findMany({ where, orderBy: { id: 'asc' } }),
    site.db.invite.findMany({ where, orderBy: { id: 'asc' } }),
    site.db.apiKey.findMany({ where, orderBy: { id: 'asc' } }),
    site.db.roleHolding.findMany({ where, orderBy: { id: 'asc' } }),
  ])
  return JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? String(value) : value))
}

/** How many ids an input can carry at once: every place of one counts, and a list as two. */
function idsIn(schema: unknown): number {
  if (typeof schema !== 'object' || schema === null) return 0
  if (Reflect.get(schema, 'format') === 'uuid') return 1
  const inside = Object.values(schema).reduce((sum: number, part) => sum + idsIn(part), 0)
  return Reflect.get(schema, 'type') === 'array' ? inside * 2 : inside
}

test('every input that can carry more than one id is tried here', async () => {
  const found: string[] = []
  for (const file of globSync('lib/*/model.ts'))
    for (const [name, schema] of Object.entries<unknown>(await import(resolve(file))))
      if (schema instanceof z.ZodType)
        if (idsIn(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })) > 1) found.push(name)
  expect(found.sort()).toEqual([
    'alertQuerySchema', // filters of a list, which selects what may be seen (A13)
    'assignReviewInput', // whoever it is given to must hold the permission there (lib/review)
    'entryFilters', // no door's by itself
    'exportInput',
    'grantInput',
    'headInput',
    'inviteInput',
    'muteAllInput',
    'previewInput', // by the place of the rule, whatever the draft says; and only of projects where rules may be set
    'roleAt', // a part of two of them
    'saveStorageInput', // one project, in each of its forms
  ])
})

test('streams of another session among the exceptions of a mute are left alone, and except nobody', async () => {
  const before = await traces(foreign.projectId)
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.constantFrom(foreign.streamId, foreign.connectionId, foreign.sessionId, newId()), {
        minLength: 1,
      }),
      async (exceptStreamIds) => {
        const reply = await call(narrow, 'muteAll', { sessionId: own.sessionId, exceptStreamIds })
        expect(reply?.ok).toBe(true)
        const asked = await site.db.action.findFirstOrThrow({
          where: { sessionId: own.sessionId, kind: 'muteAll' },
          orderBy: { id: 'desc' },
          include: { targets: true },
        })
        expect(asked.targets.map(({ streamId }) => streamId)).toEqual([own.streamId])
      },
    ),
    { numRuns: 8 },
  )
  expect(await traces(foreign.projectId)).toBe(before)
}, 60_000)

test('the foreign session with streams of the own is refused whole', async () => {
  const asked = () => site.db.action.count({ where: { projectId: own.projectId } })
  const before = [await asked(), await traces(foreign.projectId)]
  const given = { sessionId: foreign.sessionId, exceptStreamIds: [own.streamId] }
  expect(await call(narrow, 'muteAll', given)).toMatchObject({ code: 'not-found' })
  expect([await asked(), await traces(foreign.projectId)]).toEqual(before)
})

describe('roles', () => {
  /** Somebody who may invite everywhere, and give roles in the own project only. */
  async function anInviter(): Promise<SignedIn> {
    const made = await aHolder(site, 'admin', own.projectId)
    const permissions = ['account.manage', 'account.view']
    const role = await site.db.role.create({ data: { key: newId(), name: 'Inviter', permissions } })
    await site.db.roleHolding.create({ data: { accountId: made.accountId, roleId: role.id } })
    return made
  }

  test('of two projects in one invite, of which one is foreign: no invite, no letter, in whatever order', async () => {
    const inviter = await anInviter()
    const at = (projectId: string | null) => ({ roleId: roles.reviewer, projectId })
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([own.projectId, foreign.projectId, null], { minLength: 1 }),
        async (projects) => {
          const email = `${newId()}@northlight.example`
          const reply = await call(inviter, 'invite', { name: 'Kai', email, roles: projects.map(at) })
          const allowed = projects.every((projectId) => projectId === own.projectId)
          expect(reply?.ok ? 'done' : reply?.code).toBe(allowed ? 'done' : 'more-than-you-hold')
          expect(await site.db.accountLink.count({ where: { email } })).toBe(Number(allowed))
          expect(await site.db.mail.count({ where: { to: email } })).toBe(Number(allowed))
        },
      ),
      { numRuns: 20 },
    )
  }, 60_000)

  test('given in the own project to somebody stay there; the foreign project is refused, whatever role is named', async () => {
    const { accountId } = await aHolder(site, 'reviewer', foreign.projectId)
    const before = await traces(foreign.projectId)
    for (const roleId of Object.values(roles))
      for (const projectId of [foreign.projectId, null])
        expect(await call(narrow, 'giveRole', { accountId, role: { roleId, projectId } })).toMatchObject({
          code: 'not-found',
        })
    const role = { roleId: roles.reviewer, projectId: own.projectId }
    expect(await call(narrow, 'giveRole', { accountId, role })).toMatchObject({ ok: true })
    expect(await traces(foreign.projectId)).toBe(before)
  })
})

describe('somebody without an account', () => {
  test.each([
    ['the warning of one room with the receipt of the other', () => [own.warningId, foreign.receipt]],
    ['the other way round', () => [foreign.warningId, own.receipt]],
  ])('confirms nothing by %s', async (_what, given) => {
    const [actionId, receipt] = given()
    const answer = await callAction(site.visitor(), idOfAction('acknowledgeWarning'), { actionId, receipt })
    expect(replyOf(answer)).toMatchObject({ code: 'not-found' })
    const warnings = { actionId: { in: [own.warningId, foreign.warningId] } }
    expect(await site.db.actionTarget.count({ where: warnings })).toBe(2)
    expect(await site.db.actionTarget.count({ where: { ...warnings, state: 'confirmed' } })).toBe(0)
  })

  test('with an invite to one room and the receipt of another is nobody who was there before', async () => {
    const spent = await aRoom(site.db, { actorId: admin.accountId, secret: site.secret })
    await site.db.invite.updateMany({ where: { projectId: spent.projectId }, data: { uses: 1 } })
    const before = await traces(foreign.projectId)
    const given = { invite: spent.invite, name: 'Mia Keller', receipt: foreign.receipt }
    const answer = await callAction(site.visitor(), idOfAction('enterRoom'), given)
    expect(replyOf(answer)).toMatchObject({ code: 'used' })
    expect(await traces(foreign.projectId)).toBe(before)
  })
})

test('the feed of two sessions in one request tells of the own one only', async () => {
  const sessions = [foreign.sessionId, own.sessionId].join()
  const response = await fetch(new URL(`/api/feed?sessions=${sessions}`, site.nodes[0]?.url), {
    headers: { cookie: narrow.visitor.cookie },
  })
  if (!response.body) throw new Error('The feed has no body')
  const line = readSse(response.body)
  // The feed is in order: what is told of the second has been told of the first before, if at all.
  expect(await call(admin, 'mute', { streamId: foreign.streamId })).toMatchObject({ ok: true })
  expect(await call(admin, 'mute', { streamId: own.streamId })).toMatchObject({ ok: true })
  const heard = () => line.of('change').map(({ projectId }) => projectId)
  await eventually(() => heard().includes(own.projectId) || `${heard().length} changes came`)
  await line.stop()
  expect([...new Set(heard())]).toEqual([own.projectId])
})

test('the record filtered by a person of one project and by the other project has nothing', async () => {
  const query = new URLSearchParams({ project: foreign.projectId, person: admin.accountId })
  const file = await narrow.visitor.send('GET', `/api/audit/export?format=jsonl&${query}`)
  expect([file.status, file.body]).toEqual([200, ''])
  const news = await narrow.visitor.send('GET', `/api/audit/head?after=0&${query}`)
  expect([news.status, JSON.parse(news.body)]).toEqual([200, { news: 0 }])
})

test('a key of one project asked for the other reads the own one, or nothing', async () => {
  const paths = ['project', 'projectId', 'where', 'projects'].map(
    (name) => `/api/v1/sessions?${name}=${foreign.projectId}`,
  )
  const made = await callAction(admin.visitor, idOfAction('makeKey'), {
    name: 'Web',
    scopes: ['session.read'],
    projectId: own.projectId,
    days: 30,
  })
  const key = /"key":"(gavel_[^"]+)"/.exec(made.body)?.[1] ?? ''
  const ask = (path: string) =>
    site.visitor().send('GET', path, { headers: { authorization: `Bearer ${key}` } })
  for (const path of paths) expect((await ask(path)).status).toBe(400)
  const { sessions } = JSON.parse((await ask('/api/v1/sessions')).body)
  expect(sessions.map(({ projectId }: { projectId: string }) => projectId)).toEqual([own.projectId])
})
