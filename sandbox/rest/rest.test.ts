import { SignJWT } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from '../conformance/eventually.ts'
import { type Sandbox, startSandbox } from '../sandbox.ts'
import { aSession, callRest, openTokKey } from '../testing/rest-client.ts'
import { someTraits } from '../testing/some-traits.ts'
import { testProject } from '../testing/test-project.ts'
import { STREAM, WireClient } from '../testing/wire-client.ts'
import { mintSessionToken, mintT1Token } from '../tokens/mint-token.ts'
import type { Role } from '../tokens/role.ts'

const project = testProject()
const other = testProject({ name: 'Tutor', apiKey: '9000000000009', apiSecret: 'another-secret-altogether' })
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ projects: [project, other] })
})
afterEach(() => sandbox.control.faults.clear())
afterAll(() => sandbox.close())

const call = (method: string, path: string, request = {}) => callRest(sandbox, method, path, request)
const of = (sessionId: string, tail: string) => `/v2/project/{P}/session/${sessionId}${tail}`

const enter = async (sessionId: string, role: Role = 'publisher'): Promise<WireClient> => {
  const client = new WireClient({ sandbox, sessionId, role })
  await client.open()
  expect(await client.enter()).toMatchObject({ status: 200 })
  return client
}

const jwt = (claims: Record<string, unknown>, secret = project.apiSecret) =>
  new SignJWT({ iss: project.apiKey, ist: 'project', ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(Buffer.from(secret))

describe('a call', () => {
  const now = Math.floor(Date.now() / 1000)
  test.each([
    ['no token', {}],
    ['a bearer token where the flavour has its own header', { bearer: true }],
    ['a life of more than five minutes', { claims: { iat: now, exp: now + 301 } }],
    ['an expired token', { claims: { iat: now - 100, exp: now - 20 } }],
    ['a foreign secret', { claims: { iat: now, exp: now + 60 }, secret: other.apiSecret }],
  ])('with %s is refused in the shape of the platform', async (_name, { claims, secret, bearer }: Bad) => {
    const token = bearer ? await jwt({ iat: now, exp: now + 60 }) : claims ? await jwt(claims, secret) : ''
    const headers = bearer ? { Authorization: `Bearer ${token}` } : { 'X-OPENTOK-AUTH': token }
    const response = await fetch(`${sandbox.apiUrl}/v2/project/${project.apiKey}/archive`, { headers })
    expect(response.status).toBe(403)
    expect(await response.json()).toEqual({ code: -1, message: 'Forbidden', description: 'Invalid token' })
  })

  test('for the project of somebody else is refused', async () => {
    const answer = await call('GET', `/v2/project/${other.apiKey}/archive`)
    expect(answer.status).toBe(403)
  })

  test('for a session of another project finds none', async () => {
    const identity = sandbox.control.platform.identity(other.apiKey)
    if (!identity) throw new Error('no identity')
    const foreign = sandbox.control.platform.createSession(identity, someTraits())
    expect(await call('GET', of(foreign, '/stream'))).toMatchObject({ status: 408 })
    expect(await call('GET', of(foreign, '/connection'))).toMatchObject({ status: 404 })
    expect(await call('DELETE', of(foreign, '/connection/c1'))).toMatchObject({ status: 400 })
  })

  test('that is unknown, of a wrong method, not JSON or too long says so', async () => {
    const session = aSession(sandbox)
    expect(await call('GET', '/v2/project/{P}/nothing')).toMatchObject({ status: 404 })
    expect(await call('DELETE', of(session, '/mute'))).toMatchObject({ status: 405 })
    expect(await call('POST', of(session, '/mute'), { form: { a: 'b' } })).toMatchObject({ status: 400 })
    const long = { active: true, excludedStreamIds: ['x'.repeat(70_000)] }
    expect(await call('POST', of(session, '/mute'), { body: long })).toMatchObject({ status: 413 })
  })
})

type Bad = { claims?: Record<string, unknown>; secret?: string; bearer?: boolean }

describe('streams', () => {
  test('are 404 until somebody connects, then counted, and 200 with none afterwards', async () => {
    const session = aSession(sandbox)
    expect(await call('GET', of(session, '/stream'))).toMatchObject({ status: 404 })
    const mia = await enter(session)
    await mia.ask('create', '/stream/s1', STREAM)
    const item = { id: 's1', videoType: 'camera', name: 'Mia', layoutClassList: [] }
    expect((await call('GET', of(session, '/stream'))).body).toEqual({ count: 1, items: [item] })
    expect((await call('GET', of(session, '/stream/s1'))).body).toEqual(item)
    await mia.ask('delete', `/connection/${mia.id}`)
    expect(await call('GET', of(session, '/stream'))).toMatchObject({
      status: 200,
      body: { count: 0, items: [] },
    })
    expect(await call('GET', of(session, '/stream/s1'))).toMatchObject({ status: 404 })
  })

  test("begin with the layout classes of their publisher's token", async () => {
    const session = aSession(sandbox)
    const layoutClassList = ['focus', 'left']
    for (const mint of [mintSessionToken, mintT1Token]) {
      const request = { sessionId: session, role: 'publisher', layoutClassList } as const
      const mia = new WireClient({ sandbox, sessionId: session })
      await mia.open()
      await mia.enter(await mint(openTokKey(project), request, new Date()))
      await mia.ask('create', `/stream/${mint.name}`, { ...STREAM, layoutClassList: ['mine'] })
      expect((await call('GET', of(session, `/stream/${mint.name}`))).body).toMatchObject({ layoutClassList })
    }
  })

  test('take layout classes, all or none', async () => {
    const session = aSession(sandbox)
    const mia = await enter(session)
    await mia.ask('create', '/stream/s1', STREAM)
    const put = (ids: string[]) =>
      call('PUT', of(session, '/stream'), {
        body: { items: ids.map((id) => ({ id, layoutClassList: ['focus'] })) },
      })
    expect(await put(['s1', 'gone'])).toMatchObject({ status: 400 })
    expect((await call('GET', of(session, '/stream/s1'))).body).toMatchObject({ layoutClassList: [] })
    expect(await put(['s1'])).toMatchObject({ status: 200 })
    expect((await call('GET', of(session, '/stream/s1'))).body).toMatchObject({ layoutClassList: ['focus'] })
  })

  test('are muted one by one, or all but some', async () => {
    const session = aSession(sandbox)
    const [mia, ben] = [await enter(session), await enter(session)]
    await mia.ask('create', '/stream/s-mia', STREAM)
    await ben.ask('create', '/stream/s-ben', STREAM)
    expect(await call('POST', of(session, '/stream/s-mia/mute'))).toMatchObject({ status: 200 })
    await eventually(() => mia.all('update', '/stream/s-mia').length === 1 || 'not asked')
    const body = { active: true, excludedStreamIds: ['s-mia'] }
    expect(await call('POST', of(session, '/mute'), { body })).toMatchObject({ status: 200 })
    await eventually(() => ben.all('update', '/stream/s-ben').length === 1 || 'not asked')
    expect(mia.all('update', /./)).toHaveLength(1)
    expect(await call('POST', of(session, '/stream/gone/mute'))).toMatchObject({ status: 404 })
    expect(await call('POST', of(session, `/stream/${encodeURIComponent('../mute')}/mute`))).toMatchObject({
      status: 408,
    })
    expect(await call('POST', of(session, '/mute'), { body: {} })).toMatchObject({ status: 400 })
  })
})

describe('connections', () => {
  test('are listed page by page and disconnected by force', async () => {
    const session = aSession(sandbox)
    expect(await call('GET', of(session, '/connection'))).toMatchObject({ status: 404 })
    const [mia, ben] = [await enter(session), await enter(session)]
    const list = await call('GET', of(session, '/connection?offset=1&count=1'))
    expect(list.body).toEqual({
      count: 2,
      projectId: project.apiKey,
      sessionId: session,
      items: [{ connectionId: ben.id, connectionState: 'Connected', createdAt: expect.any(Number) }],
    })
    expect(await call('DELETE', of(session, `/connection/${ben.id}`))).toMatchObject({
      status: 204,
      body: '',
    })
    await eventually(() => mia.all('deleted', `/connection/${ben.id}`).length === 1 || 'not told')
    expect(mia.all('deleted', `/connection/${ben.id}`)).toMatchObject([{ reason: 'forceDisconnected' }])
    expect(await call('DELETE', of(session, `/connection/${ben.id}`))).toMatchObject({ status: 404 })
    expect(await call('DELETE', of(session, '/connection/..%2Fx'))).toMatchObject({ status: 400 })
  })
})

describe('signals', () => {
  test('come from nobody, to all or to one', async () => {
    const session = aSession(sandbox)
    expect(await call('POST', of(session, '/signal'), { body: { data: 'x' } })).toMatchObject({ status: 404 })
    const [mia, ben] = [await enter(session), await enter(session)]
    const body = { type: 'gavel', data: 'please lower your voice', fromConnection: { id: ben.id } }
    expect(await call('POST', of(session, '/signal'), { body })).toMatchObject({ status: 204 })
    expect(await call('POST', of(session, `/connection/${mia.id}/signal`), { body })).toMatchObject({
      status: 204,
    })
    await eventually(() => mia.all('signal', /./).length === 2 || 'not heard')
    expect(mia.all('signal', /./)).toMatchObject([{ from: '' }, { from: '' }])
    expect(mia.all('signal', /./)[0]?.content).toEqual({ type: 'gavel', data: 'please lower your voice' })
    expect(ben.all('signal', /./)).toHaveLength(1)
    const bad = { type: 'no spaces', data: 'x' }
    expect(await call('POST', of(session, '/signal'), { body: bad })).toMatchObject({ status: 400 })
    const long = { data: 'x'.repeat(8_191) }
    expect(await call('POST', of(session, '/signal'), { body: long })).toMatchObject({ status: 413 })
    expect(await call('POST', of(session, '/connection/gone/signal'), { body })).toMatchObject({
      status: 404,
    })
  })
})

describe('a fault', () => {
  test('answers as asked, as often as asked, and only where it matches', async () => {
    const match = { method: 'GET', path: '/archive$' }
    sandbox.control.faults.add({ target: 'rest', match, answer: 429, retryAfter: 7, delayMs: 0, times: 1 })
    expect(await call('POST', '/v2/project/{P}/archive', { body: {} })).toMatchObject({ status: 400 })
    const limited = await call('GET', '/v2/project/{P}/archive')
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7'])
    expect(await call('GET', '/v2/project/{P}/archive')).toMatchObject({ status: 200 })
  })

  test.each(['reset', 'cut'] as const)('%s breaks the connection off', async (answer) => {
    sandbox.control.faults.add({ target: 'rest', answer, delayMs: 0, times: 1 })
    await expect(call('GET', '/v2/project/{P}/archive')).rejects.toThrow()
  })

  test('badJson is what no parser takes; hang is no answer at all', async () => {
    sandbox.control.faults.add({ target: 'rest', answer: 'badJson', delayMs: 0, times: 1 })
    expect((await call('GET', '/v2/project/{P}/archive')).body).toBe('{"count": oops')
    sandbox.control.faults.add({ target: 'rest', answer: 'hang', delayMs: 0, times: 1 })
    const hung = fetch(`${sandbox.apiUrl}/v2/project/1/archive`, { signal: AbortSignal.timeout(300) })
    await expect(hung).rejects.toThrow(/timeout/)
  })
})

test("the browser SDK's own reports are taken at every address a page may give for them, and nothing else is", async () => {
  for (const path of ['/logging/ClientEvent', '/logging/ClientQos', '/telemetry/logging/ClientEvent'])
    expect(await call('POST', path, { body: { action: 'Connect' } })).toMatchObject({ status: 200, body: {} })
  expect((await call('POST', '/logging/other', { body: {} })).status).toBe(404)
})
