import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newApiKey } from '#lib/access/api-key-format.ts'
import { actionNamed, callAction, replyOf } from '../kit/action-index.ts'
import { aProject, aSession } from '../kit/rows.ts'
import { type Site, sharedSite } from '../kit/site.ts'
import type { Answer, Visitor } from '../kit/visitor.ts'

/** A14: a key opens what its scopes, its project and its maker open, in one header, until it is over. */
const PATH = '/api/v1/sessions'
let site: Site
let admin: Visitor
let adminId: string
const projects: string[] = []

beforeAll(async () => {
  site = await sharedSite()
  const signedIn = await site.signedIn('admin')
  admin = signedIn.visitor
  adminId = signedIn.accountId
  for (const name of ['Openmic', 'Tutor']) {
    const project = await aProject(site.db, { name })
    await aSession(site.db, project.id, { live: true, connections: 3, name: `of ${name}` })
    projects.push(project.id)
  }
}, 600_000)
afterAll(() => site?.end())

async function make(input: Record<string, unknown> = {}, visitor = admin) {
  const given = { name: 'Dashboard', scopes: ['session.read'], projectId: null, days: 30, ...input }
  const answer = await callAction(visitor, actionNamed(site.buildDir, 'makeKey').id, given)
  return { reply: replyOf(answer), key: /"key":"(gavel_[^"]+)"/.exec(answer.body)?.[1] ?? '' }
}

const ask = (key: string, node = 0, headers: Record<string, string> = { authorization: `Bearer ${key}` }) =>
  site.visitor(node).send('GET', PATH, { headers })
const idOf = async (key: string) =>
  (await site.db.apiKey.findUniqueOrThrow({ where: { prefix: key.slice(0, 14) } })).id
/** Of the two projects here: others may have sessions of theirs. */
const namesOf = ({ body }: { body: string }): string[] =>
  JSON.parse(body)
    .sessions.filter(({ projectId }: { projectId: string }) => projects.includes(projectId))
    .map(({ name }: { name: string }) => name)
    .sort()

/** The answer without what is another in each: the id of the request, the time. */
function bare({ status, headers, body }: Awaited<ReturnType<typeof ask>>) {
  const { date: _, 'x-request-id': id, ...rest } = headers
  return {
    status,
    headers: { ...rest, 'content-security-policy': '' },
    body: body.replaceAll(String(id), '…'),
  }
}

describe('a good key', () => {
  test('reads the sessions of its project, or of all, and nobody in them', async () => {
    const { key: all } = await make()
    expect(namesOf(await ask(all))).toEqual(['of Openmic', 'of Tutor'])
    const { key: one } = await make({ projectId: projects[1] })
    const answer = await ask(one, 1)
    expect(namesOf(answer)).toEqual(['of Tutor'])
    expect(Object.keys(JSON.parse(answer.body).sessions[0]).sort()).toEqual([
      'connections',
      'evidenceAt',
      'id',
      'liveSince',
      'name',
      'platformId',
      'projectId',
      'publishers',
      'subscribers',
    ])
    expect(answer.headers['cache-control']).toBe('private, no-store')
  })

  test('is kept as a hash, and its last use is noted', async () => {
    const { key } = await make()
    await ask(key)
    const row = await site.db.apiKey.findUniqueOrThrow({ where: { prefix: key.slice(0, 14) } })
    expect(JSON.stringify(row)).not.toContain(key.slice(15))
    expect(row.hash).toHaveLength(32)
    expect(row.lastUsedAt).not.toBeNull()
    await ask(key)
    const again = await site.db.apiKey.findUniqueOrThrow({ where: { id: row.id } })
    expect(again.lastUsedAt).toEqual(row.lastUsedAt)
  })

  test('does no more than its maker may: less as soon as they hold less, nothing when they are gone', async () => {
    const { visitor, accountId } = await site.signedIn('admin')
    const { key } = await make({}, visitor)
    const lead = await site.db.role.findUniqueOrThrow({ where: { key: 'lead' } })
    await site.db.roleHolding.updateMany({
      where: { accountId },
      data: { roleId: lead.id, projectId: projects[0] ?? null },
    })
    expect(namesOf(await ask(key))).toEqual(['of Openmic'])
    await site.db.roleHolding.updateMany({ where: { accountId }, data: { expiresAt: new Date() } })
    expect((await ask(key)).status).toBe(404)
    await site.db.account.update({ where: { id: accountId }, data: { disabledAt: new Date() } })
    expect((await ask(key)).status).toBe(401)
  })

  test('of a scope that this version does not know reads nothing, as if nothing were there', async () => {
    const { key } = await make()
    await site.db.apiKey.update({ where: { id: await idOf(key) }, data: { scopes: ['session.write'] } })
    const answer = await ask(key)
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([404, 'not-found'])
  })

  test('may ask 120 times at once; then it is told to wait', async () => {
    const { key } = await make()
    const from = Date.now()
    const answers: Answer[] = []
    while (!answers.some(({ status }) => status === 429) && answers.length < 1_000)
      answers.push(...(await Promise.all(Array.from({ length: 10 }, () => ask(key)))))
    const allowed = answers.filter(({ status }) => status === 200).length
    const seconds = (Date.now() - from) / 1_000 // for each of them one more is allowed
    expect(allowed).toBeGreaterThanOrEqual(120)
    expect(allowed).toBeLessThanOrEqual(121 + seconds)
    const refused = answers.filter(({ status }) => status !== 200)
    for (const { status, headers } of refused)
      expect([status, Number(headers['retry-after']) > 0]).toEqual([429, true])
    expect(refused.length).toBeGreaterThan(0)
  })
})

test('what is no good key is one answer, byte for byte, whatever is wrong with it', async () => {
  const { key: revoked } = await make()
  await callAction(admin, actionNamed(site.buildDir, 'revokeKey').id, { keyId: await idOf(revoked) })
  const { key: expired } = await make()
  await site.db.apiKey.update({ where: { id: await idOf(expired) }, data: { expiresAt: new Date() } })
  const { key: good } = await make()
  const stranger = newApiKey().key
  const { key: other, hash } = newApiKey()
  // The prefix of one key with the secret of another.
  await site.db.apiKey.create({
    data: {
      name: 'x',
      prefix: other.slice(0, 14),
      hash: hash.map((byte) => byte ^ 1),
      scopes: ['session.read'],
      createdById: adminId,
    },
  })
  const answers = [
    await ask('', 0, {}),
    await ask('', 0, { authorization: 'Bearer ' }),
    await ask('', 0, { authorization: `Basic ${good}` }),
    await ask('', 0, { authorization: good }),
    await ask('', 0, { 'x-api-key': good }),
    await ask(`${good}x`),
    await ask(good.slice(0, -1)),
    await ask(stranger),
    await ask(other),
    await ask(revoked),
    await ask(expired, 1),
    await admin.send('GET', PATH), // a cookie opens nothing here
    await site.visitor().send('GET', `${PATH}?key=${good}`),
  ].map(bare)
  expect(answers[0]).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } })
  for (const answer of answers) expect(answer).toEqual(answers[0])
})

describe('a key is made', () => {
  test.each([
    ['for a scope that is none', { scopes: ['session.write'] }, 'unknown-scope'],
    ['for no scope', { scopes: [] }, 'bad-input'],
    ['for another time', { days: 7 }, 'bad-input'],
    ['for a project that is none', { projectId: '0193fd4e-0000-7000-8000-000000000000' }, 'not-found'],
  ])('not %s', async (_what, input, code) => {
    expect((await make(input)).reply).toMatchObject({ ok: false, code })
  })

  test('not by who may not, nor beyond where they may', async () => {
    const { visitor, accountId } = await site.signedIn('moderator')
    expect((await make({}, visitor)).reply).toMatchObject({ code: 'not-found' })
    const role = await site.db.role.create({
      data: { key: 'keys', name: 'Keys', permissions: ['apiKey.manage'] },
    })
    await site.db.roleHolding.updateMany({ where: { accountId }, data: { roleId: role.id } })
    expect((await make({}, visitor)).reply).toMatchObject({ code: 'beyond-maker' })
    await site.db.roleHolding.updateMany({ where: { accountId }, data: { projectId: projects[0] ?? null } })
    expect((await make({ projectId: projects[1] }, visitor)).reply).toMatchObject({ code: 'not-found' })
  })

  test('and revoked on the record, without the key; its use is not on the record', async () => {
    const { key } = await make()
    await ask(key)
    const keyId = await idOf(key)
    await callAction(admin, actionNamed(site.buildDir, 'revokeKey').id, { keyId })
    const entries = await site.db.auditEntry.findMany({
      where: { subject: `apiKey:${keyId}` },
      orderBy: { seq: 'asc' },
    })
    expect(entries.map(({ action, phase }) => `${action} ${phase}`)).toEqual([
      'apiKey.make ask',
      'apiKey.make outcome',
      'apiKey.revoke ask',
      'apiKey.revoke outcome',
    ])
    const written = JSON.stringify(entries, (_, value) => (typeof value === 'bigint' ? `${value}` : value))
    expect(written).not.toContain(key.slice(15))
    expect(site.nodes.map(({ log }) => log).join('')).not.toContain(key.slice(15))
  })
})
