import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts'
import { testApplication, testProject } from '../../sandbox/testing/test-project.ts'
import { actionNamed, callAction, replyOf } from '../kit/action-index.ts'
import { signature, wire } from '../kit/callbacks.ts'
import { canaries } from '../kit/canaries.ts'
import { eventually } from '../kit/eventually.ts'
import { type Site, startSite } from '../kit/site.ts'
import type { Visitor } from '../kit/visitor.ts'

/**
 * S4: where credentials go is changed by nobody who does not have them, and they are kept only once the platform has taken
 * them. With two servers, because what is replaced on one must be so on the other.
 */
const application = testApplication()
const project = testProject()
const planted = canaries()
let sandbox: Sandbox
let site: Site
let admin: Visitor

beforeAll(async () => {
  sandbox = await startSandbox({ projects: [project, application.project], ffmpeg: false })
  site = await startSite({ nodes: 2, env: { GAVEL_SANDBOX_API_URL: sandbox.apiUrl } })
  admin = (await site.signedIn('admin')).visitor
  for (const [name, value] of Object.entries({ secret: project.apiSecret, key: application.privateKey }))
    planted.keep(name, value)
}, 600_000)
afterAll(async () => {
  await site?.end()
  await sandbox?.close()
})

async function act(name: string, input: unknown, visitor = admin) {
  const answer = await callAction(visitor, actionNamed(site.buildDir, name).id, input)
  const reply = replyOf(answer)
  if (!reply) throw new Error(`${name} gave no answer: ${answer.status}`)
  return { ...reply, callbackUrl: /"callbackUrl":"([^"]+)"/.exec(answer.body)?.[1] ?? '' }
}

const given = (change: Record<string, unknown> = {}) => ({
  name: 'Openmic',
  platform: 'opentok',
  platformId: project.apiKey,
  secret: project.apiSecret,
  signatureSecret: project.signatureSecret,
  apiUrl: sandbox.apiUrl,
  ...change,
})
const known = () => site.db.project.findUniqueOrThrow({ where: { platformId: project.apiKey } })

/** Status of a callback at one of the servers, signed with this secret. */
async function callback(secret: string, node = 0, session = `2_${crypto.randomUUID()}`) {
  const body = JSON.stringify(wire.joined(crypto.randomUUID(), { session }))
  const headers = { authorization: `Bearer ${signature(project.apiKey, body, { secret })}` }
  return (await site.visitor(node).send('POST', `/api/callbacks/${project.apiKey}`, { headers, body })).status
}

describe('a project is added', () => {
  test.each([
    ['a wrong secret', { secret: 'not-the-secret-of-openmic' }, 'bad-credentials'],
    ['half a secret', { secret: 'short' }, 'bad-secret'],
    ['a key that the platform does not know', { platformId: '9000000000077' }, 'bad-credentials'],
    ['an address where nobody is', { apiUrl: 'https://nobody.northlight.example' }, 'unreachable'],
    ['an address of the inside', { apiUrl: 'https://169.254.169.254' }, 'bad-address'],
    ['another port of this machine', { apiUrl: 'http://127.0.0.1:5432' }, 'bad-address'],
    ['a key that is none', { platformId: 'x/../y' }, 'bad-input'],
    ['more than is asked for', { pausedAt: null }, 'bad-input'],
  ])('not with %s, and nothing is saved', async (_what, change, code) => {
    expect(await act('addProject', given(change))).toMatchObject({ ok: false, code })
    expect([await site.db.project.count(), await site.db.sealedSecret.count()]).toEqual([0, 0])
  })

  test('by its own credentials, once, in either flavour', async () => {
    expect(await act('addProject', given())).toMatchObject({ ok: true })
    expect(await act('addProject', given())).toMatchObject({ ok: false, code: 'exists' })
    const vonage = given({
      name: 'Tutor',
      platform: 'vonage',
      platformId: application.applicationId,
      secret: application.privateKey.replaceAll('\n', '\\n'),
    })
    expect(await act('addProject', vonage)).toMatchObject({ ok: true })
  })

  test('by nobody who may not', async () => {
    const { visitor } = await site.signedIn('moderator')
    expect(await act('addProject', given({ platformId: '9000000000078' }), visitor)).toMatchObject({
      code: 'not-found',
    })
  })

  test('by nobody whose sign-in is old, until they have shown again who they are', async () => {
    const { visitor, deviceId } = await site.signedIn('admin')
    await site.db.device.update({
      where: { id: deviceId },
      data: { authenticatedAt: new Date(Date.now() - 301_000) },
    })
    expect(await act('addProject', given(), visitor)).toMatchObject({ code: 'confirm-yourself' })
  })
})

describe('the API address', () => {
  test('is not changed without the secret, nor with a wrong one, nor to the inside', async () => {
    const { id: projectId } = await known()
    const to = (apiUrl: string, more: object = {}) => act('changeAddress', { projectId, apiUrl, ...more })
    const secret = project.apiSecret
    expect(await to('https://elsewhere.northlight.example')).toMatchObject({ code: 'bad-input' })
    expect(await to(sandbox.apiUrl, { secret: 'not-the-secret-of-openmic' })).toMatchObject({ ok: false })
    expect(await to('https://10.0.0.1', { secret })).toMatchObject({ code: 'bad-address' })
    expect(await to('https://elsewhere.northlight.example', { secret })).toMatchObject({
      code: 'unreachable',
    })
    expect((await known()).apiUrl).toBe(sandbox.apiUrl)
  })

  test('changes with it', async () => {
    const { id: projectId } = await known()
    const moved = { projectId, apiUrl: `${sandbox.apiUrl}/`, secret: project.apiSecret }
    expect(await act('changeAddress', moved)).toMatchObject({ ok: true })
  })
})

describe('a secret is replaced', () => {
  test('only by one that the platform takes', async () => {
    const { id: projectId } = await known()
    const before = await site.db.sealedSecret.findMany({ where: { projectId } })
    const wrong = { projectId, secret: 'not-the-secret-of-openmic' }
    expect(await act('replaceSecret', wrong)).toMatchObject({ ok: false, code: 'bad-credentials' })
    expect(await site.db.sealedSecret.findMany({ where: { projectId } })).toEqual(before)
    expect(await act('replaceSecret', { projectId, secret: project.apiSecret })).toMatchObject({ ok: true })
  })

  test('of callbacks: old and new are both good on every server at once, and the old one ends', async () => {
    const { id: projectId } = await known()
    const signatureSecret = planted.secret('signature').slice(0, 60)
    for (const node of [0, 1]) expect(await callback(project.signatureSecret, node)).toBe(200) // both keep it now
    expect(await act('replaceSignature', { projectId, signatureSecret })).toMatchObject({ ok: true })
    for (const node of [0, 1])
      await eventually(
        async () =>
          (await callback(signatureSecret, node)) === 200 || `server ${node} does not take the new one`,
        { timeoutMs: 2_000 },
      )
    for (const node of [0, 1]) expect(await callback(project.signatureSecret, node)).toBe(200)

    const page = await admin.send('GET', `/admin/projects/${projectId}`)
    expect(page.body).toMatch(/Old one valid/)
    expect(planted.find(page.body)).toEqual([])

    await site.db.sealedSecret.updateMany({
      where: { projectId, purpose: 'signatureSecret', validUntil: { not: null } },
      data: { validUntil: new Date() },
    })
    await site.db.$queryRaw`SELECT pg_notify('gavel_projects', ${projectId})::text`
    for (const node of [0, 1]) {
      await eventually(
        async () =>
          (await callback(project.signatureSecret, node)) === 401 || `server ${node} takes the old one`,
        { timeoutMs: 7_000 },
      )
      expect(await callback(signatureSecret, node)).toBe(200)
    }
  })
})

test('a project that signs nothing has a secret in its address, shown once and replaced at once', async () => {
  await act('removeProject', { projectId: (await known()).id, name: 'Openmic' })
  const added = await act('addProject', { ...given(), signatureSecret: undefined })
  expect(added.callbackUrl).toMatch(new RegExp(`/api/callbacks/${project.apiKey}/[\\w-]{43}$`))
  const { id: projectId } = await known()
  const post = async (url: string, node = 0) => {
    const body = JSON.stringify(wire.joined(crypto.randomUUID()))
    return (await site.visitor(node).send('POST', new URL(url).pathname, { body })).status
  }
  for (const node of [0, 1]) expect(await post(added.callbackUrl, node)).toBe(200)
  const replaced = await act('replacePathSecret', { projectId })
  for (const node of [0, 1]) {
    await eventually(
      async () => (await post(replaced.callbackUrl, node)) === 200 || `server ${node} refuses the new one`,
      { timeoutMs: 2_000 },
    )
    expect(await post(added.callbackUrl, node)).toBe(404)
  }
  const page = await admin.send('GET', `/admin/projects/${projectId}`)
  expect(page.body).not.toContain(replaced.callbackUrl.split('/').at(-1))
})

test('a paused project lets nobody in and asks nothing, says why, and still stores its callbacks', async () => {
  const { id: projectId } = await known()
  const session = await site.db.videoSession.create({
    data: {
      projectId,
      platformId: `1_${'x'.repeat(20)}`,
      firstSeenAt: new Date(),
      live: true,
      mode: 'routed',
    },
  })
  expect(await act('pauseProject', { projectId })).toMatchObject({ ok: true })
  expect(await act('pauseProject', { projectId })).toMatchObject({ code: 'paused-already' })
  for (const [name, input] of [
    ['watchSession', { sessionId: session.id }],
    ['muteAll', { sessionId: session.id }],
    ['startArchive', { sessionId: session.id }],
  ] as const)
    expect(await act(name, input)).toMatchObject({ ok: false, code: 'paused', message: /paused/ })
  expect(await site.db.action.count()).toBe(0)
  const stored = await site.db.platformEvent.count({ where: { projectId } })
  await act('replaceSignature', { projectId, signatureSecret: project.signatureSecret })
  await eventually(
    async () => (await callback(project.signatureSecret)) === 200 || 'the callback was not taken',
    { timeoutMs: 2_000 },
  )
  expect(await site.db.platformEvent.count({ where: { projectId } })).toBeGreaterThan(stored)
  expect(await act('resumeProject', { projectId })).toMatchObject({ ok: true })
  expect(await act('watchSession', { sessionId: session.id })).not.toMatchObject({ code: 'paused' })
})

test('a removed project is a stranger: no credentials, no callbacks, nothing live, no roles, no keys', async () => {
  const { id: projectId } = await known()
  const { accountId } = await site.signedIn('moderator')
  const role = await site.db.role.findUniqueOrThrow({ where: { key: 'lead' } })
  await site.db.roleHolding.create({ data: { accountId, roleId: role.id, projectId } })
  const session = `2_${crypto.randomUUID()}`
  expect(await callback(project.signatureSecret, 0, session)).toBe(200)
  expect(await site.db.videoSession.count({ where: { projectId, live: true } })).toBeGreaterThan(0)
  const events = await site.db.platformEvent.count({ where: { projectId } })

  expect(await act('removeProject', { projectId, name: 'openmic' })).toMatchObject({ code: 'wrong-name' })
  expect(await act('removeProject', { projectId, name: 'Openmic' })).toMatchObject({ ok: true })
  await eventually(async () => (await callback(project.signatureSecret, 1)) === 404 || 'it is still known', {
    timeoutMs: 2_000,
  })
  expect(await callback(project.signatureSecret, 0)).toBe(404)
  const left = {
    secrets: await site.db.sealedSecret.count({ where: { projectId } }),
    holdings: await site.db.roleHolding.count({ where: { projectId } }),
    live: await site.db.videoSession.count({ where: { projectId, live: true } }),
    events: await site.db.platformEvent.count({ where: { projectId } }),
  }
  expect(left).toEqual({ secrets: 0, holdings: 0, live: 0, events })
  expect((await admin.send('GET', `/admin/projects/${projectId}`)).status).toBe(404)
  expect(await act('pauseProject', { projectId })).toMatchObject({ code: 'not-found' })
})

test('the record holds each of these deeds and no secret', async () => {
  const entries = await site.db.auditEntry.findMany({ where: { action: { startsWith: 'project.' } } })
  expect(new Set(entries.map(({ action }) => action)).size).toBe(8)
  expect(
    planted.find(JSON.stringify(entries, (_, value) => (typeof value === 'bigint' ? `${value}` : value))),
  ).toEqual([])
  const logs = site.nodes.map(({ log }) => log).join('')
  expect(planted.find(logs)).toEqual([])
})
