/** Each kind of fault, asked for as anybody would (over the control), and what it does to a client or a server. */
import { decodeProtectedHeader, jwtVerify } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from '../conformance/eventually.ts'
import { type Sandbox, startSandbox } from '../sandbox.ts'
import { type CallbackReceiver, startCallbackReceiver } from '../testing/callback-receiver.ts'
import { aSession, callRest } from '../testing/rest-client.ts'
import { testProject } from '../testing/test-project.ts'
import { STREAM, WireClient } from '../testing/wire-client.ts'

const OLD_SECRET = 'the-signature-secret-of-last-week'
let receiver: CallbackReceiver
let sandbox: Sandbox
beforeAll(async () => {
  receiver = await startCallbackReceiver()
  const project = testProject({ callbackUrl: receiver.url, previousSignatureSecret: OLD_SECRET })
  const patience = { reconnectGraceMs: 4_000, silenceMs: 20_000, enterWithinMs: 20_000 }
  sandbox = await startSandbox({ projects: [project], patience })
})
const clients: WireClient[] = []
const isEmpty = () => [...sandbox.control.platform.sessions()].every(({ connections }) => !connections.size)
afterEach(async () => {
  await fetch(`${sandbox.apiUrl}/_sandbox/faults`, { method: 'DELETE' })
  for (const client of clients.splice(0)) client.close()
  await eventually(() => isEmpty() || 'somebody is still there')
  receiver.received.length = 0
})
afterAll(async () => {
  await sandbox.close()
  await receiver.close()
})

const ask = async (fault: Record<string, unknown>): Promise<void> => {
  const body = JSON.stringify(fault)
  const { status } = await fetch(`${sandbox.apiUrl}/_sandbox/faults`, { method: 'POST', body })
  expect(status).toBe(201)
}

const enter = async (sessionId: string, data = ''): Promise<WireClient> => {
  const client = new WireClient({ sandbox, sessionId, data })
  clients.push(client)
  await client.open()
  expect(await client.enter()).toMatchObject({ status: 200 })
  return client
}

const list = () => callRest(sandbox, 'GET', '/v2/project/{P}/archive')

describe('REST', () => {
  test.each([401, 403, 404, 409, 413, 429, 500, 503])('answers %i', async (answer) => {
    await ask({ target: 'rest', answer, times: 1, retryAfter: 2 })
    const refused = await list()
    expect(refused).toMatchObject({ status: answer, body: { code: -1 } })
    expect(refused.headers.get('retry-after')).toBe('2')
    expect(await list()).toMatchObject({ status: 200 })
  })

  test.each(['reset', 'cut'])('breaks off: %s', async (answer) => {
    await ask({ target: 'rest', answer, times: 1 })
    await expect(list()).rejects.toThrow()
  })

  test('answers late, badly, or never', async () => {
    await ask({ target: 'rest', answer: 'slow', delayMs: 200, times: 1 })
    const from = performance.now()
    expect(await list()).toMatchObject({ status: 200 })
    expect(performance.now() - from).toBeGreaterThan(190)
    await ask({ target: 'rest', answer: 'badJson', times: 1 })
    expect((await list()).body).toBe('{"count": oops')
    await ask({ target: 'rest', answer: 'hang', times: 1 })
    const signal = AbortSignal.timeout(300)
    await expect(fetch(`${sandbox.apiUrl}/v2/project/1/archive`, { signal })).rejects.toThrow(/timeout/)
  })
})

describe('callbacks', () => {
  const events = () => receiver.received.map(({ body }) => body.event)
  const match = { body: '"connectionCreated"' }
  const afterEntering = async (fault: Record<string, unknown>) => {
    await ask({ target: 'callbacks', match, times: 1, ...fault })
    const mia = await enter(aSession(sandbox))
    await mia.ask('create', '/stream/s1', STREAM)
    await eventually(() => events().includes('streamCreated') || 'no callback yet')
    return receiver.received.filter(({ body }) => body.event === 'connectionCreated')
  }

  test('are lost', async () => {
    expect(await afterEntering({ answer: 'drop' })).toEqual([])
  })

  test('come twice', async () => {
    await afterEntering({ answer: 'duplicate' })
    await eventually(() => events().filter((name) => name === 'connectionCreated').length === 2 || 'once')
  })

  test.each([{ answer: 'delay', delayMs: 600 }, { answer: 'reorder' }])('come late: %j', async (fault) => {
    await afterEntering(fault)
    await eventually(() => events().includes('connectionCreated') || 'never')
    expect(events().indexOf('connectionCreated')).toBeGreaterThan(0)
  })

  test('come unsigned', async () => {
    expect(await afterEntering({ answer: 'unsigned' })).toMatchObject([{ authorization: '' }])
  })

  test('are signed with the secret of before', async () => {
    const [callback] = await afterEntering({ answer: 'oldSecret' })
    const token = callback?.authorization.slice('Bearer '.length) ?? ''
    expect(decodeProtectedHeader(token).alg).toBe('HS256')
    expect((await jwtVerify(token, Buffer.from(OLD_SECRET))).payload.iss).toBe('Vonage')
  })
})

describe('signalling', () => {
  test('refuses or swallows the messages of one client', async () => {
    const sessionId = aSession(sandbox)
    const [mia, ben] = [await enter(sessionId, 'p_mia'), await enter(sessionId, 'p_ben')]
    const match = { data: '^p_mia$', method: 'signal' }
    await ask({ target: 'signalling', match, answer: 429, times: 1 })
    await ask({ target: 'signalling', match, answer: 'drop', times: 1 })
    expect(await ben.ask('signal', '/signal/a')).toMatchObject({ status: 200 })
    expect(await mia.ask('signal', '/signal/b')).toMatchObject({ status: 429 })
    void mia.ask('signal', '/signal/c')
    expect(await mia.ask('signal', '/signal/d')).toMatchObject({ status: 200 })
    await eventually(() => ben.all('signal', '/signal/d').length === 1 || 'not heard')
    expect(ben.all('signal', /signal.[bc]/)).toEqual([])
  })

  test('refuses at the door, as often as asked', async () => {
    const sessionId = aSession(sandbox)
    const match = { method: 'create', path: '^/connection/' }
    await ask({ target: 'signalling', match, answer: 500, times: 1 })
    const mia = new WireClient({ sandbox, sessionId })
    clients.push(mia)
    await mia.open()
    expect(await mia.enter()).toMatchObject({ status: 500 })
    expect(await mia.enter()).toMatchObject({ status: 200 })
  })

  test('is cut once: the client comes back as the same connection', async () => {
    const sessionId = aSession(sandbox)
    const [mia, ben] = [await enter(sessionId, 'p_mia'), await enter(sessionId)]
    await ask({ target: 'signalling', match: { data: '^p_mia$' }, answer: 'cut', times: 1 })
    await eventually(() => mia.closedWith !== null || 'not cut')
    await mia.reconnect()
    expect(await mia.ask('signal', '/signal/back')).toMatchObject({ status: 200 })
    expect(ben.closedWith).toBeNull()
    expect(ben.all('deleted', /./)).toEqual([])
  })

  test('is cut for a time in which the client cannot come back, and is gone after the grace', async () => {
    const sessionId = aSession(sandbox)
    const [mia, ben] = [await enter(sessionId), await enter(sessionId)]
    const match = { connection: mia.id }
    await ask({ target: 'signalling', match, answer: 'cut', forMs: 60_000, times: 1 })
    await eventually(() => mia.closedWith !== null || 'not cut')
    await expect(mia.reconnect()).rejects.toThrow()
    await eventually(() => ben.all('deleted', `/connection/${mia.id}`).length > 0 || 'still a ghost')
    expect(ben.all('deleted', `/connection/${mia.id}`)).toMatchObject([{ reason: 'networkDisconnected' }])
  })
})

describe('the media server', () => {
  test('is lost: what it carried ends, who published may publish again, relayed sessions go on', async () => {
    const [routed, relayed] = [aSession(sandbox, 'routed'), aSession(sandbox)]
    const [mia, ben] = [await enter(routed), await enter(relayed)]
    await mia.ask('create', '/stream/s-mia', STREAM)
    await ben.ask('create', '/stream/s-ben', STREAM)
    await ask({ target: 'media', answer: 'lost', times: 1 })
    await eventually(() => mia.all('deleted', '/stream/s-mia').length === 1 || 'not told')
    expect(mia.all('deleted', '/stream/s-mia')).toMatchObject([{ reason: 'mediaStopped' }])
    await eventually(
      () => receiver.received.some(({ body }) => body.reason === 'mediaStopped') || 'the server was not told',
    )
    expect(await mia.ask('create', '/stream/s-mia2', STREAM)).toMatchObject({ status: 200 })
    expect(ben.all('deleted', /./)).toEqual([])
  })

  test('is lost for whoever publishes later, too', async () => {
    const mia = await enter(aSession(sandbox, 'routed'))
    await ask({ target: 'media', answer: 'lost', times: 1 })
    expect(await mia.ask('create', '/stream/s1', STREAM)).toMatchObject({ status: 200 })
    await eventually(() => mia.all('deleted', '/stream/s1').length === 1 || 'not told')
  })
})

describe('a wrong clock', () => {
  test.each([
    ['ahead: tokens are expired', 3_600_000],
    ['behind: tokens are of the future', -3_600_000],
  ])('%s, but who is in stays in', async (_name, offsetMs) => {
    const sessionId = aSession(sandbox)
    const mia = await enter(sessionId)
    await ask({ target: 'clock', offsetMs })
    expect(await list()).toMatchObject({ status: 403 })
    const ben = new WireClient({ sandbox, sessionId })
    clients.push(ben)
    await ben.open()
    const { status } = await ben.enter()
    expect(status).toBe(offsetMs > 0 ? 200 : 403)
    expect(await mia.ask('signal', '/signal/x')).toMatchObject({ status: 200 })
    expect(mia.closedWith).toBeNull()
  })
})
