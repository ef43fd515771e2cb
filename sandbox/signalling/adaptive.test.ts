import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../conformance/eventually.ts'
import { type Sandbox, startSandbox } from '../sandbox.ts'
import { aSession, callRest } from '../testing/rest-client.ts'
import { testProject } from '../testing/test-project.ts'
import { STREAM, WireClient } from '../testing/wire-client.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ projects: [testProject()] })
})
afterAll(() => sandbox.close())

const enter = async (sessionId: string): Promise<WireClient> => {
  const client = new WireClient({ sandbox, sessionId })
  await client.open()
  expect(await client.enter()).toMatchObject({ status: 200 })
  return client
}

const told = (client: WireClient, method: string, tail: string, times = 1) =>
  eventually(() => client.all(method, tail).length >= times || `${method} ${tail} was not heard`)

const SOURCE = '/stream/s1/source/P2P'
const P2P = { sourceStreamId: 'P2P' }

/** Mia publishes to the media server, Ben watches by it. */
const routedPair = async () => {
  const sessionId = aSession(sandbox, 'adaptive')
  const [mia, ben] = [await enter(sessionId), await enter(sessionId)]
  await mia.ask('create', '/stream/s1', STREAM)
  await told(mia, 'generateoffer', '/stream/s1')
  expect(mia.all('generateoffer', /./)).toMatchObject([{ content: { sourceStreamId: 'MANTIS' } }])
  await ben.ask('create', '/stream/s1/subscriber/u1')
  const answer = { sdp: 'v=0', sourceStreamId: 'MANTIS' }
  expect(await ben.ask('answer', '/stream/s1/subscriber/u1', answer)).toMatchObject({ status: 200 })
  return { sessionId, mia, ben }
}

/** The two have gone over to the direct line, as the page would. */
const relayedPair = async () => {
  const scene = await routedPair()
  const { mia, ben } = scene
  await told(mia, 'create', SOURCE)
  expect(await mia.ask('create', '/stream/s1', { ...STREAM, ...P2P })).toMatchObject({ status: 200 })
  await told(ben, 'created', '/stream/s1', 2)
  expect(await ben.ask('create', '/stream/s1/subscriber/u1', P2P)).toMatchObject({ status: 200 })
  await told(mia, 'generateoffer', '/stream/s1/subscriber/u1')
  return scene
}

test('the session is told to be adaptive, and two of it go over to a direct line', async () => {
  const { mia, ben } = await relayedPair()
  expect(ben.all('created', '/stream/s1').at(-1)).toMatchObject({ content: { id: 's1', ...P2P } })
  const [asked] = mia.all('generateoffer', '/stream/s1/subscriber/u1')
  expect(asked).toMatchObject({ from: ben.id, content: P2P })
  const about = { ...P2P, peerId: asked?.content.peerId }
  await mia.ask('offer', '/stream/s1/subscriber/u1', { sdp: 'o', ...about })
  await told(ben, 'offer', '/stream/s1/subscriber/u1')
  expect(ben.all('offer', /./).at(-1)).toMatchObject({ from: mia.id, content: { sdp: 'o', ...about } })
  await ben.ask('answer', '/stream/s1/subscriber/u1', { sdp: 'a', ...about })
  await told(mia, 'answer', '/stream/s1/subscriber/u1')
  expect(mia.all('answer', '/stream/s1/subscriber/u1')).toMatchObject([{ from: ben.id }])
})

test('a third one ends the direct line, and when he has left there is one again', async () => {
  const { sessionId, mia, ben } = await relayedPair()
  const zoe = await enter(sessionId)
  await told(mia, 'delete', SOURCE)
  expect(await mia.ask('delete', '/stream/s1', P2P)).toMatchObject({ status: 200 })
  await told(ben, 'deleted', '/stream/s1')
  expect(ben.all('deleted', '/stream/s1')).toMatchObject([{ content: { id: 's1', ...P2P } }])
  expect(await ben.ask('create', '/stream/s1/subscriber/u1', P2P)).toMatchObject({ status: 409 })
  const { body } = await callRest(sandbox, 'GET', `/v2/project/{P}/session/${sessionId}/stream`)
  expect(body, 'the stream itself goes on').toMatchObject({ count: 1, items: [{ id: 's1' }] })
  await zoe.ask('delete', `/connection/${zoe.id}`)
  await told(mia, 'create', SOURCE, 2)
})

test('a recording ends it too', async () => {
  const { sessionId, mia } = await relayedPair()
  const started = await callRest(sandbox, 'POST', '/v2/project/{P}/archive', { body: { sessionId } })
  expect(started).toMatchObject({ status: 200 })
  await told(mia, 'delete', SOURCE)
})

test('a publisher that gives the direct line up by itself is not asked again', async () => {
  const { mia, ben } = await relayedPair()
  await mia.ask('delete', '/stream/s1', P2P)
  await told(ben, 'deleted', '/stream/s1')
  const until = performance.now() + 3_000
  await eventually(() => performance.now() > until || 'waiting')
  expect(mia.all('create', SOURCE)).toHaveLength(1)
})

test('nobody takes up or ends a direct line that is not theirs or was not asked for', async () => {
  const { mia, ben } = await routedPair()
  expect(await mia.ask('create', '/stream/s1', { ...STREAM, ...P2P })).toMatchObject({ status: 409 })
  expect(await ben.ask('create', '/stream/s1', { ...STREAM, ...P2P })).toMatchObject({ status: 403 })
  expect(await ben.ask('delete', '/stream/s1', P2P)).toMatchObject({ status: 403 })
  expect(await mia.ask('create', '/stream/s1/subscriber/u1', P2P)).toMatchObject({ status: 403 })
  expect(await ben.ask('create', '/stream/gone', { ...STREAM, ...P2P })).toMatchObject({ status: 404 })
})

test('three from the start stay with the media server, and a routed session knows no other', async () => {
  const { sessionId, mia } = await routedPair()
  const zoe = await enter(sessionId)
  const until = performance.now() + 3_000
  await eventually(() => performance.now() > until || 'waiting')
  expect(mia.all('create', SOURCE)).toEqual([])
  zoe.close()
})
