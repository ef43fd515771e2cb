import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from '../conformance/eventually.ts'
import { encodeFrame, FRAME_TYPE, MAX_FRAME_BYTES } from '../rumor/frame.ts'
import { type Sandbox, startSandbox } from '../sandbox.ts'
import { aSession } from '../testing/rest-client.ts'
import { testProject } from '../testing/test-project.ts'
import { STREAM, WireClient } from '../testing/wire-client.ts'
import type { Role } from '../tokens/role.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({
    projects: [testProject()],
    patience: { reconnectGraceMs: 2_000, silenceMs: 3_000, enterWithinMs: 2_000 },
  })
})
afterAll(() => sandbox.close())

const enter = async (sessionId: string, role: Role = 'publisher'): Promise<WireClient> => {
  const client = new WireClient({ sandbox, sessionId, role })
  await client.open()
  expect(await client.enter()).toMatchObject({ status: 200 })
  return client
}

const connections = (sessionId: string): string[] => {
  for (const session of sandbox.control.platform.sessions()) {
    if (session.id === sessionId) return [...session.connections.keys()]
  }
  return []
}

describe('a socket that breaks', () => {
  test('and comes back in time is the same connection, with nothing missed or doubled', async () => {
    const sessionId = aSession(sandbox)
    const [mia, ben] = [await enter(sessionId), await enter(sessionId)]
    mia.cut()
    await ben.ask('signal', '/signal/while-away', { data: '1' })
    await mia.reconnect()
    await eventually(() => mia.all('signal', '/signal/while-away').length === 1 || 'the signal did not come')
    expect(await mia.ask('create', '/stream/s1', STREAM)).toMatchObject({ status: 200 })
    expect(ben.all('deleted', /./)).toEqual([])
    expect(connections(sessionId)).toEqual([mia.id, ben.id])
  })

  test('and stays away is a ghost for a while and then gone by the network', async () => {
    const sessionId = aSession(sandbox)
    const [mia, ben] = [await enter(sessionId), await enter(sessionId)]
    mia.cut()
    await ben.ask('signal', '/signal/x', {})
    expect(connections(sessionId)).toContain(mia.id)
    await eventually(() => ben.all('deleted', `/connection/${mia.id}`).length > 0 || 'still a ghost')
    expect(ben.all('deleted', `/connection/${mia.id}`)).toMatchObject([{ reason: 'networkDisconnected' }])
  })

  test('closed as meant is a leave at once', async () => {
    const sessionId = aSession(sandbox)
    const [mia, ben] = [await enter(sessionId), await enter(sessionId)]
    mia.close(1000)
    await eventually(() => ben.all('deleted', `/connection/${mia.id}`).length > 0 || 'not told', 1_500)
    expect(ben.all('deleted', `/connection/${mia.id}`)).toMatchObject([{ reason: 'clientDisconnected' }])
  })

  test('what was heard but not acknowledged comes again, under the same transaction', async () => {
    const sessionId = aSession(sandbox)
    const [mia, ben] = [await enter(sessionId), await enter(sessionId)]
    mia.acknowledges = false
    await ben.ask('signal', '/signal/twice', {})
    await eventually(() => mia.all('signal', '/signal/twice').length === 1 || 'not heard')
    await mia.reconnect()
    await eventually(() => mia.all('signal', '/signal/twice').length === 2 || 'not heard again')
    const [first, second] = mia.all('signal', '/signal/twice')
    expect(second?.transaction).toBe(first?.transaction)
  })

  test('a message sent twice because its answer was lost is done once and answered twice', async () => {
    const sessionId = aSession(sandbox)
    const [mia, ben] = [await enter(sessionId), await enter(sessionId)]
    const transaction = randomUUID()
    const once = () => mia.ask('signal', '/signal/once', {}, { transaction })
    expect(await once()).toEqual(await once())
    await mia.ask('signal', '/signal/after', {})
    await eventually(() => ben.all('signal', '/signal/after').length === 1 || 'not heard')
    expect(ben.all('signal', '/signal/once')).toHaveLength(1)
  })

  test('a silent one is lost although nobody closed it, unless it answers', async () => {
    const sessionId = aSession(sandbox)
    const mia = await enter(sessionId)
    mia.send({ type: FRAME_TYPE.ping, headers: { 'TRANSACTION-ID': 'p1' } })
    await eventually(() => mia.pongs === 1 || 'no pong')
    // Nothing is said for longer than the limit: the WebSocket's own pongs keep it alive.
    const until = performance.now() + 4_500
    await eventually(() => performance.now() > until || 'waiting')
    expect(mia.closedWith).toBeNull()
    expect(connections(sessionId)).toEqual([mia.id])
  })
})

test('a line by which nobody enters is closed', async () => {
  const idle = new WireClient({ sandbox, sessionId: aSession(sandbox) })
  await idle.open()
  await eventually(() => idle.closedWith !== null || 'still open')
})

describe('only the secret socket ID binds a socket to a connection', () => {
  test('a connection ID, which everyone knows, does not', async () => {
    const sessionId = aSession(sandbox)
    const moderator = await enter(sessionId, 'moderator')
    const thief = new WireClient({ sandbox, sessionId, socketId: moderator.id })
    await thief.reconnect()
    thief.send({ type: FRAME_TYPE.connect })
    expect(await thief.ask('update', '', { reason: 'mute', active: true })).toMatchObject({ status: 403 })
  })

  test('and one that is not known (any more) is not left to believe that it is connected', async () => {
    const late = new WireClient({ sandbox, sessionId: aSession(sandbox) })
    await late.reconnect()
    late.send({ type: FRAME_TYPE.ping })
    await eventually(() => late.closedWith === 1008 || 'it is still let be')
    expect(late.pongs).toBe(0)
  })

  test('and a socket ID in use does not open a second line by itself', async () => {
    const sessionId = aSession(sandbox)
    const mia = await enter(sessionId)
    const other = new WireClient({ sandbox, sessionId, socketId: mia.socketId })
    await other.open()
    await eventually(() => other.closedWith === 1008 || 'it was let in')
    expect(await mia.ask('signal', '/signal/x', {})).toMatchObject({ status: 200 })
  })
})

describe('bad frames', () => {
  test.each([
    ['random bytes', Buffer.from('not a frame at all')],
    ['text', 'hello'],
    [
      'a false length',
      Buffer.concat([encodeFrame({ type: 7, addresses: [], headers: {}, body: '' }), Buffer.from('x')]),
    ],
    ['a huge one', Buffer.alloc(MAX_FRAME_BYTES + 1)],
  ])('of %s close that socket and nothing else', async (_name, bytes) => {
    const sessionId = aSession(sandbox)
    const [rude, ben] = [await enter(sessionId), await enter(sessionId)]
    rude.sendRaw(bytes)
    await eventually(() => rude.closedWith !== null || 'still open')
    expect(await ben.ask('signal', '/signal/x', {})).toMatchObject({ status: 200 })
  })

  test.each([
    '',
    'null',
    '[]',
    '{"method":1,"uri":2}',
    '{"method":"create","uri":"/elsewhere"}',
    '{'.repeat(5_000),
  ])('a message whose body is %j is answered 400', async (body) => {
    const mia = await enter(aSession(sandbox))
    expect(await mia.askRaw(body)).toEqual({ status: 400, body: { reason: 'malformed' } })
    expect(await mia.ask('signal', '/signal/x', {})).toMatchObject({ status: 200 })
  })
})
