/** The reference's table, row by row, in both flavours: who asks by API key, and who asks as an application. */
import { importPKCS8, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../sandbox.ts'
import { testApplication, testProject } from '../testing/test-project.ts'
import { STREAM, WireClient } from '../testing/wire-client.ts'
import type { SigningKey } from '../tokens/keys.ts'
import { mintRestToken } from '../tokens/mint-token.ts'

const { project, applicationId, privateKey } = testApplication()
const keys: Record<'opentok' | 'vonage', SigningKey> = {
  opentok: { kind: 'opentok', apiKey: project.apiKey, apiSecret: project.apiSecret },
  vonage: { kind: 'vonage', applicationId, privateKey },
}
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ projects: [project, testProject()] })
})
afterAll(() => sandbox.close())

describe.each(['opentok', 'vonage'] as const)('asked the %s way', (flavour) => {
  const key = keys[flavour]
  const name = key.kind === 'opentok' ? key.apiKey : key.applicationId
  const authHeaders = (token: string): Record<string, string> =>
    flavour === 'opentok' ? { 'X-OPENTOK-AUTH': token } : { Authorization: `Bearer ${token}` }

  const call = async (method: string, path: string, body?: unknown, token?: string) => {
    const headers = authHeaders(token ?? (await mintRestToken(key, new Date())))
    const json = { 'Content-Type': 'application/json' }
    const response = await fetch(`${sandbox.apiUrl}${path}`, {
      method,
      headers: { Accept: 'application/json', ...headers, ...(body === undefined ? {} : json) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? null : JSON.parse(text) }
  }

  const create = async (): Promise<string> => {
    const { body } = await call('POST', '/session/create')
    expect(body).toMatchObject([{ project_id: name, partner_id: name, create_dt: expect.any(String) }])
    return body[0].session_id
  }
  const at = (session: string, tail: string) => `/v2/project/${name}/session/${session}${tail}`

  const enter = async (session: string) => {
    const client = new WireClient({ sandbox, sessionId: session, partnerId: project.apiKey })
    await client.open()
    expect(await client.enter()).toMatchObject({ status: 200 })
    await client.ask('create', '/stream/s1', STREAM)
    return client
  }

  const rows: Array<[string, string, unknown, number, number]> = [
    // method, path, body, status before anybody connected, status with a client that publishes s1
    ['GET', '/stream', undefined, 404, 200],
    ['GET', '/stream/s1', undefined, 404, 200],
    ['GET', '/stream/gone', undefined, 404, 404],
    ['GET', '/stream/..%2Fx', undefined, 404, 408],
    ['PUT', '/stream', { items: [{ id: 's1', layoutClassList: ['focus'] }] }, 400, 200],
    ['PUT', '/stream', { items: [{ id: 's1', layoutClassList: 'focus' }] }, 400, 400],
    ['GET', '/connection', undefined, 404, 200],
    ['GET', '/connection?offset=-1', undefined, 404, 400],
    ['GET', '/connection?count=1001', undefined, 404, 400],
    ['DELETE', '/connection/gone', undefined, 404, 404],
    ['DELETE', '/connection/a%2Fb', undefined, 400, 400],
    ['POST', '/stream/s1/mute', undefined, 404, 200],
    ['POST', '/stream/s1/mute', {}, 404, 200],
    ['POST', '/stream/a%2Fb/mute', {}, 408, 408],
    ['POST', '/stream/gone/mute', {}, 404, 404],
    ['POST', '/mute', { active: false }, 404, 200],
    ['POST', '/mute', { active: true, excludedStreamIds: ['s1', 'gone'] }, 404, 200],
    ['POST', '/mute', { active: 'yes' }, 400, 400],
    ['POST', '/mute', {}, 400, 400],
    ['POST', '/signal', { type: 'a', data: 'b' }, 404, 204],
    ['POST', '/signal', {}, 404, 204],
    ['POST', '/signal', { type: 'no spaces' }, 404, 400],
    ['POST', '/signal', { type: 'x'.repeat(129) }, 404, 413],
    ['POST', '/signal', { data: 'x'.repeat(8_191) }, 404, 413],
    ['POST', '/connection/gone/signal', { data: 'x' }, 404, 404],
    ['POST', '/connection/a%2Fb/signal', { data: 'x' }, 400, 400],
  ]

  test('every row answers as the table says, before and after somebody came', async () => {
    const [unused, live] = [await create(), await create()]
    const client = await enter(live)
    for (const [method, path, body, before, after] of rows) {
      const row = `${method} ${path} ${JSON.stringify(body)}`
      expect([row, (await call(method, at(unused, path), body)).status]).toEqual([row, before])
      expect([row, (await call(method, at(live, path), body)).status]).toEqual([row, after])
    }
    const items = [{ connectionId: client.id, connectionState: 'Connected', createdAt: expect.any(Number) }]
    expect(await call('GET', at(live, '/connection'))).toEqual({
      status: 200,
      body: { count: 1, projectId: name, sessionId: live, items },
    })
    expect(await call('DELETE', at(live, `/connection/${client.id}`))).toEqual({ status: 204, body: null })
    expect(await call('GET', at(live, '/stream'))).toEqual({ status: 200, body: { count: 0, items: [] } })
  })

  test.each([
    ['GET', '/stream', 408],
    ['GET', '/stream/s1', 408],
    ['PUT', '/stream', 400],
    ['GET', '/connection', 404],
    ['DELETE', '/connection/c1', 400],
    ['POST', '/stream/s1/mute', 408],
    ['POST', '/mute', 408],
    ['POST', '/signal', 400],
    ['POST', '/connection/c1/signal', 400],
  ])('%s %s for an ID that is none: %i', async (method, path, status) => {
    for (const id of ['1_bad', 'bad', '1_%2e%2e%2fx', 'x'.repeat(600)]) {
      const body = method === 'GET' || method === 'DELETE' ? undefined : { active: true, items: [] }
      expect([id, (await call(method, at(id, path), body)).status]).toEqual([id, status])
    }
  })

  const now = Math.floor(Date.now() / 1000)
  const hour = 3_600
  const longest = flavour === 'opentok' ? 300 : 24 * hour
  test.each([
    ['lives as long as it may', { iat: now, exp: now + longest }, 200],
    ['lives too long', { iat: now, exp: now + longest + 1 }, 403],
    ['is expired', { iat: now - 120, exp: now - 60 }, 403],
    ['is of the future', { iat: now + 60, exp: now + 120 }, 403],
    ['does not say when it was made', { exp: now + 60 }, 403],
    ['does not end', { iat: now }, 403],
    ['is for another project', { iat: now, exp: now + 60, iss: '9000000000001', application_id: 'x' }, 403],
    ["is a client's", { iat: now, exp: now + 60, scope: 'session.connect' }, 403],
    ['is not valid yet', { iat: now, exp: now + 120, nbf: now + 60 }, 403],
  ])('a token that %s', async (_name, claims, status) => {
    const whose =
      key.kind === 'opentok' ? { iss: key.apiKey, ist: 'project' } : { application_id: key.applicationId }
    const jwt = new SignJWT({ ...whose, ...claims })
    const signed =
      key.kind === 'opentok'
        ? jwt.setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(key.apiSecret))
        : jwt.setProtectedHeader({ alg: 'RS256' }).sign(await importPKCS8(key.privateKey, 'RS256'))
    const session = await create()
    await enter(session)
    expect(await call('GET', at(session, '/stream'), undefined, await signed)).toMatchObject({ status })
    expect(await call('POST', '/session/create', undefined, await signed)).toMatchObject({ status })
  })

  test('the token of the other flavour opens nothing here', async () => {
    const token = await mintRestToken(keys[flavour === 'opentok' ? 'vonage' : 'opentok'], new Date())
    expect(await call('GET', `/v2/project/${name}/archive`, undefined, token)).toMatchObject({
      status: 403,
      body: { code: -1, message: 'Forbidden', description: expect.any(String) },
    })
  })
})
