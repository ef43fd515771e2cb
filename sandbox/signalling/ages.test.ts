import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { eventually } from '../conformance/eventually.ts'
import { type Sandbox, startSandbox } from '../sandbox.ts'
import { type CallbackReceiver, startCallbackReceiver } from '../testing/callback-receiver.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { aSession, openTokKey } from '../testing/rest-client.ts'
import { testProject } from '../testing/test-project.ts'
import { STREAM, WireClient } from '../testing/wire-client.ts'
import { mintSessionToken } from '../tokens/mint-token.ts'

const HOUR = 3_600_000
const clock = createFakeClock(Date.now())
let receiver: CallbackReceiver
let sandbox: Sandbox
beforeAll(async () => {
  receiver = await startCallbackReceiver()
  sandbox = await startSandbox({ projects: [testProject({ callbackUrl: receiver.url })], clock })
})
beforeEach(() => {
  receiver.received.length = 0
})
afterAll(async () => {
  await sandbox.close()
  await receiver.close()
})

const enter = async (sessionId: string): Promise<WireClient> => {
  const client = new WireClient({ sandbox, sessionId })
  await client.open()
  const request = { sessionId, role: 'publisher', expiresIn: 60 } as const
  const token = await mintSessionToken(openTokKey(testProject()), request, clock.now())
  expect(await client.enter(token)).toMatchObject({ status: 200 })
  return client
}

const told = (client: WireClient, tail: string) =>
  eventually(() => client.all('deleted', tail).length > 0 || `${tail} is still there`)

const called = (event: string, reason: string) =>
  receiver.received.filter(({ body }) => body.event === event && body.reason === reason)

test('whoever neither publishes nor subscribes for four hours is cut off; the others stay', async () => {
  const sessionId = aSession(sandbox)
  const [mia, ben, idle] = [await enter(sessionId), await enter(sessionId), await enter(sessionId)]
  await mia.ask('create', '/stream/s1', STREAM)
  await ben.ask('create', '/stream/s1/subscriber/u1')
  clock.advance(4 * HOUR - 1)
  expect(await idle.ask('signal', '/signal/x')).toMatchObject({ status: 200 })
  clock.advance(1)
  await told(idle, `/connection/${idle.id}`)
  expect(idle.all('deleted', /./)).toMatchObject([{ reason: 'mediaIdle' }])
  await eventually(() => called('connectionDestroyed', 'mediaIdle').length === 1 || 'no callback')
  for (const client of [mia, ben]) {
    // The token has long expired: it only counted at the door.
    expect(await client.ask('signal', '/signal/y')).toMatchObject({ status: 200 })
    client.close()
  }
})

test('a session of eight hours is told of four hours and one hour before, and then everybody must go', async () => {
  const sessionId = aSession(sandbox)
  const mia = await enter(sessionId)
  await mia.ask('create', '/stream/s1', STREAM)
  const notices = () => called('sessionNotification', 'serverRotation').length
  clock.advance(4 * HOUR - 1)
  expect(notices()).toBe(0)
  clock.advance(1)
  await eventually(() => notices() === 1 || 'no notice four hours before')
  clock.advance(3 * HOUR)
  await eventually(() => notices() === 2 || 'no notice one hour before')
  expect(mia.all('deleted', /./)).toEqual([])
  clock.advance(HOUR)
  await told(mia, `/connection/${mia.id}`)
  expect(mia.all('deleted', /./)).toMatchObject([
    { tail: '/stream/s1', reason: 'serverRotation' },
    { tail: `/connection/${mia.id}`, reason: 'serverRotation' },
  ])
  for (const event of ['streamDestroyed', 'connectionDestroyed', 'sessionDestroyed']) {
    await eventually(() => called(event, 'serverRotation').length === 1 || `no ${event}`)
  }
  const again = await enter(sessionId)
  again.close()
})

test('the eight hours count from the first client, and not on when the last has left', async () => {
  const sessionId = aSession(sandbox)
  const mia = await enter(sessionId)
  clock.advance(3 * HOUR)
  await mia.ask('delete', `/connection/${mia.id}`)
  const ben = await enter(sessionId)
  await ben.ask('create', '/stream/s1', STREAM)
  clock.advance(5 * HOUR)
  expect(await ben.ask('signal', '/signal/x')).toMatchObject({ status: 200 })
  expect(ben.all('deleted', /./)).toEqual([])
  ben.close()
})
