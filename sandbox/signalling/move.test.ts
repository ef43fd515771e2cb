import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../conformance/eventually.ts'
import { type Sandbox, startSandbox } from '../sandbox.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { aSession, openTokKey } from '../testing/rest-client.ts'
import { testProject } from '../testing/test-project.ts'
import { STREAM, WireClient } from '../testing/wire-client.ts'
import { mintSessionToken } from '../tokens/mint-token.ts'

const HOUR = 3_600_000
const clock = createFakeClock(Date.now())
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ projects: [testProject()], clock })
})
afterAll(() => sandbox.close())

type Guest = { client: WireClient; token: string }

const tokenFor = (sessionId: string) =>
  mintSessionToken(openTokKey(testProject()), { sessionId, role: 'publisher' }, clock.now())

const enter = async (sessionId: string, capabilities: string[] = []): Promise<Guest> => {
  const client = new WireClient({ sandbox, sessionId, capabilities })
  await client.open()
  const token = await tokenFor(sessionId)
  expect(await client.enter(token)).toMatchObject({ status: 200 })
  return { client, token }
}

/** A second line under the same connection ID, as the page opens it. */
const second = async (sessionId: string, { client, token }: Guest) => {
  const moved = new WireClient({ sandbox, sessionId, id: client.id, capabilities: ['migrate'] })
  await moved.open()
  return { moved, answer: await moved.enter(token) }
}

const told = (client: WireClient, method: string, tail: string) =>
  eventually(() => client.all(method, tail).length > 0 || `${method} ${tail} was not heard`)

/** Mia publishes, Ben watches, both can move; the session is eight hours old. */
const movingScene = async () => {
  const sessionId = aSession(sandbox, 'routed')
  const [mia, ben] = [await enter(sessionId, ['migrate']), await enter(sessionId, ['migrate'])]
  await mia.client.ask('create', '/stream/s1', STREAM)
  await ben.client.ask('create', '/stream/s1/subscriber/u1')
  const old = await enter(sessionId)
  await old.client.ask('create', '/stream/s2', STREAM)
  clock.advance(8 * HOUR)
  await told(mia.client, 'notification', '/notification')
  return { sessionId, mia, ben, old }
}

test('who can move moves, with stream and subscriber and under the same ID; who cannot is cut', async () => {
  const { sessionId, mia, ben, old } = await movingScene()
  expect(mia.client.all('notification', /./)).toMatchObject([{ content: { reason: 'serverRotation' } }])
  await told(old.client, 'deleted', `/connection/${old.client.id}`)
  expect(old.client.all('deleted', `/connection/${old.client.id}`)).toMatchObject([
    { reason: 'serverRotation' },
  ])

  const [miaThere, benThere] = [await second(sessionId, mia), await second(sessionId, ben)]
  expect(benThere.answer).toMatchObject({
    status: 200,
    body: { connection: [{}, {}], stream: [{ id: 's1' }] },
  })
  await told(benThere.moved, 'created', `/connection/${ben.client.id}`)
  const moved = { ...STREAM, sourceStreamId: 'MANTIS' }
  expect(await miaThere.moved.ask('create', '/stream/s1', moved)).toMatchObject({ status: 200 })
  await told(benThere.moved, 'created', '/stream/s1')
  expect(benThere.moved.all('created', '/stream/s1')).toMatchObject([
    { content: { sourceStreamId: 'MANTIS' } },
  ])
  const [before, after] = [mia.client, miaThere.moved].map((client) =>
    client.all('generateoffer', '/stream/s1'),
  )
  expect(after?.[0]?.content.peerId).not.toBe(before?.[0]?.content.peerId)
  expect(await benThere.moved.ask('create', '/stream/s1/subscriber/u1')).toMatchObject({ status: 200 })
  expect(await benThere.moved.ask('create', '/stream/s1/subscriber/u1')).toMatchObject({ status: 409 })

  for (const guest of [mia, ben]) guest.client.close()
  clock.advance(30_000)
  expect(await miaThere.moved.ask('signal', '/signal/x')).toMatchObject({ status: 200 })
  await told(benThere.moved, 'signal', '/signal/x')
  expect(benThere.moved.all('deleted', /./)).toEqual([])
})

test('a late one learns from the state of the session which streams have moved', async () => {
  const { sessionId, mia, ben } = await movingScene()
  const { moved } = await second(sessionId, mia)
  await moved.ask('create', '/stream/s1', { ...STREAM, sourceStreamId: 'MANTIS' })
  expect((await second(sessionId, ben)).answer).toMatchObject({
    body: { stream: [{ id: 's1', sourceStreamId: 'MANTIS' }] },
  })
})

test('who does not move within half a minute is cut', async () => {
  const { sessionId, mia, ben } = await movingScene()
  const { moved } = await second(sessionId, mia)
  clock.advance(30_000)
  await told(ben.client, 'deleted', `/connection/${ben.client.id}`)
  expect(ben.client.all('deleted', /./).map(({ reason }) => reason)).toContain('serverRotation')
  await told(moved, 'deleted', `/connection/${ben.client.id}`)
  expect(await moved.ask('signal', '/signal/x')).toMatchObject({ status: 200 })
})

test('a connection ID, which everyone knows, lets nobody else in: not with a token of his own, not before', async () => {
  const sessionId = aSession(sandbox, 'routed')
  const mia = await enter(sessionId, ['migrate'])
  expect((await second(sessionId, mia)).answer, 'before').toMatchObject({ status: 409 })
  await mia.client.ask('create', '/stream/s1', STREAM)
  clock.advance(8 * HOUR)
  const thief = { client: mia.client, token: await tokenFor(sessionId) }
  expect((await second(sessionId, thief)).answer, 'with another token').toMatchObject({ status: 409 })
  expect((await second(sessionId, mia)).answer).toMatchObject({ status: 200 })
})

test('a session that has moved is announced, and moves, again', async () => {
  const { sessionId, mia } = await movingScene()
  const { moved } = await second(sessionId, mia)
  clock.advance(8 * HOUR)
  await told(moved, 'notification', '/notification')
})
