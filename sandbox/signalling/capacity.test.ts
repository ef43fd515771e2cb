/** What does not fit is refused in the words by which the page knows it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from '../conformance/eventually.ts'
import { type Sandbox, startSandbox } from '../sandbox.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { aSession, callRest } from '../testing/rest-client.ts'
import { testProject } from '../testing/test-project.ts'
import { STREAM, WireClient } from '../testing/wire-client.ts'

const clock = createFakeClock(Date.now())
let sandbox: Sandbox
beforeAll(async () => {
  const limits = { connections: 3, streams: 4, streamsOfOne: 3, subscriptions: 5, signalsPerSecond: 2 }
  const shares = { subscriptionsOfOne: 3, subscribersOfStream: 2, departedListed: 2 }
  sandbox = await startSandbox({ projects: [testProject()], clock, limits: { ...limits, ...shares } })
})
afterAll(() => sandbox.close())

const open = async (sessionId: string): Promise<WireClient> => {
  const client = new WireClient({ sandbox, sessionId })
  await client.open()
  return client
}
const enter = async (sessionId: string): Promise<WireClient> => {
  const client = await open(sessionId)
  expect(await client.enter()).toMatchObject({ status: 200 })
  return client
}
const publish = (client: WireClient, ...ids: string[]) =>
  Promise.all(ids.map(async (id) => (await client.ask('create', `/stream/${id}`, STREAM)).status))

const tooMany = { status: 409, body: { reason: 'streamLimitExceeded' } }

test('a session that is full takes one more when somebody has left', async () => {
  const sessionId = aSession(sandbox)
  const [first] = [await enter(sessionId), await enter(sessionId), await enter(sessionId)]
  const late = await open(sessionId)
  expect(await late.enter()).toEqual({ status: 403, body: { reason: 'connectionLimitExceeded' } })
  await first.ask('delete', `/connection/${first.id}`)
  expect(await late.enter()).toMatchObject({ status: 200 })
})

test('streams have a limit of one client and one of the session', async () => {
  const sessionId = aSession(sandbox)
  const [mia, ben] = [await enter(sessionId), await enter(sessionId)]
  expect(await publish(mia, 'm1', 'm2', 'm3')).toEqual([200, 200, 200])
  expect(await mia.ask('create', '/stream/m4', STREAM)).toEqual(tooMany)
  expect(await publish(ben, 'b1')).toEqual([200])
  expect(await ben.ask('create', '/stream/b2', STREAM)).toEqual(tooMany)
  await mia.ask('delete', '/stream/m1')
  expect(await publish(ben, 'b2')).toEqual([200])
})

test('subscriptions have a limit of the stream, of the client and of the session', async () => {
  const sessionId = aSession(sandbox)
  const clients = [await enter(sessionId), await enter(sessionId), await enter(sessionId)]
  const [mia, ben] = clients
  if (!mia || !ben) throw new Error('nobody came')
  await publish(mia, 's1', 's2')
  await publish(ben, 's3', 's4')
  let count = 0
  const watch = (client: WireClient | undefined, stream: string) => {
    count += 1
    return client?.ask('create', `/stream/${stream}/subscriber/u${count}`)
  }
  const [, , zoe] = clients
  for (const stream of ['s1', 's2', 's3']) expect(await watch(zoe, stream)).toMatchObject({ status: 200 })
  expect(await watch(zoe, 's4'), 'of the client').toEqual(tooMany)
  expect(await watch(ben, 's1')).toMatchObject({ status: 200 })
  expect(await watch(mia, 's1'), 'of the stream').toEqual(tooMany)
  expect(await watch(ben, 's2')).toMatchObject({ status: 200 })
  expect(await watch(mia, 's4'), 'of the session').toEqual(tooMany)
})

test('signals that come too fast are refused until the second is over, those of others are not', async () => {
  const sessionId = aSession(sandbox)
  const [mia, ben] = [await enter(sessionId), await enter(sessionId)]
  const signal = async (client: WireClient) => (await client.ask('signal', '/signal/x', { data: 'x' })).status
  expect([await signal(mia), await signal(mia), await signal(mia)]).toEqual([200, 200, 429])
  expect(await signal(ben)).toBe(200)
  clock.advance(1_000)
  expect(await signal(mia)).toBe(200)
})

test('the list of connections may show who has left, the last ones', async () => {
  const sessionId = aSession(sandbox)
  const mia = await enter(sessionId)
  const left: WireClient[] = []
  for (let index = 0; index < 3; index += 1) {
    const client = await enter(sessionId)
    await client.ask('delete', `/connection/${client.id}`)
    left.push(client)
  }
  const { body } = await callRest(sandbox, 'GET', `/v2/project/{P}/session/${sessionId}/connection`)
  expect(body).toMatchObject({
    count: 3,
    items: [
      { connectionId: mia.id, connectionState: 'Connected' },
      { connectionId: left[1]?.id, connectionState: 'Disconnected' },
      { connectionId: left[2]?.id, connectionState: 'Disconnected' },
    ],
  })
})

describe('an end-to-end encrypted session', () => {
  const encrypted = { ...STREAM, e2ee: true }

  test('takes streams and subscribers with the encryption only', async () => {
    const sessionId = aSession(sandbox, 'routed', { e2ee: true })
    const [mia, ben] = [await enter(sessionId), await enter(sessionId)]
    const refused = { status: 405, body: { reason: 'IncompatibleEncryptionSettings' } }
    expect(await mia.ask('create', '/stream/s1', STREAM)).toEqual(refused)
    expect(await mia.ask('create', '/stream/s1', encrypted)).toMatchObject({ status: 200 })
    const watch = (content: unknown) => ben.ask('create', '/stream/s1/subscriber/u1', content)
    expect(await watch({ e2ee: false })).toEqual(refused)
    expect(await watch({ e2ee: true })).toMatchObject({ status: 200 })
    await eventually(() => ben.all('created', '/stream/s1').length === 1 || 'not told')
    expect(ben.all('created', '/stream/s1')).toMatchObject([{ content: { e2ee: true } }])
  })

  test('is not recorded', async () => {
    const sessionId = aSession(sandbox, 'routed', { e2ee: true })
    await enter(sessionId)
    const archive = await callRest(sandbox, 'POST', '/v2/project/{P}/archive', { body: { sessionId } })
    expect(archive).toMatchObject({ status: 409 })
  })
})

describe('a stream', () => {
  test('passes on what its publisher says of itself, within bounds', async () => {
    const sessionId = aSession(sandbox)
    const [mia, ben] = [await enter(sessionId), await enter(sessionId)]
    const create = (id: string, changes: Record<string, unknown>) =>
      mia.ask('create', `/stream/${id}`, { ...STREAM, ...changes })
    const customProperties = { initials: 'MK' }
    expect(await create('s1', { customProperties, name: 'x'.repeat(1_000) })).toMatchObject({ status: 200 })
    await eventually(() => ben.all('created', '/stream/s1').length === 1 || 'not told')
    expect(ben.all('created', '/stream/s1')).toMatchObject([{ content: { customProperties } }])
    expect(await create('s2', { name: 'x'.repeat(1_001) })).toMatchObject({ status: 400 })
    expect(await create('s2', { customProperties: { initials: 'x'.repeat(1_000) } })).toMatchObject({
      status: 400,
    })
    expect(await create('s2', { customProperties: 'MK' })).toMatchObject({ status: 400 })
  })
})
