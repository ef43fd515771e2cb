import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../../sandbox.ts'
import { mintSessionToken } from '../../tokens/mint-token.ts'
import { eventually } from '../testing/eventually.ts'
import type { Heard } from './raptor.ts'
import { createSession, fetchSessionInfo } from './rest.ts'
import { enterSession, type RumorClient } from './rumor-client.ts'

const project = { name: 'Openmic', apiKey: '912345678905', apiSecret: 'a secret of this test' }

let sandbox: Sandbox
let sessionId: string
beforeAll(async () => {
  sandbox = await startSandbox({
    projects: [{ ...project, signatureSecret: 'signs callbacks', callbackUrl: null }],
    patience: { reconnectGraceMs: 1_500 },
  })
  sessionId = await createSession(sandbox.apiUrl, project, 'relayed')
})
afterAll(() => sandbox.close())

type Visitor = { client: RumorClient; heard: Heard[]; closed: () => number }

const visitor = async (): Promise<Visitor> => {
  const { apiUrl } = sandbox
  const request = { sessionId, role: 'publisher', data: '' } as const
  const token = await mintSessionToken({ kind: 'opentok', ...project }, request, new Date())
  const heard: Heard[] = []
  let closed = 0
  const { client } = await enterSession({
    info: await fetchSessionInfo(apiUrl, sessionId, token),
    apiKey: project.apiKey,
    sessionId,
    connectionId: crypto.randomUUID(),
    token,
    content: {},
    onMessage: (message) => heard.push(message),
    onClosed: () => {
      closed += 1
    },
  })
  return { client, heard, closed: () => closed }
}

const say = ({ client }: Visitor, data: string) =>
  client.ask('signal', `/signal/${crypto.randomUUID()}`, { type: 'chat', data })
const signals = ({ heard }: Visitor) =>
  heard.filter(({ method }) => method === 'signal').map(({ content }) => content.data)

test('what was said on either side while the line was broken arrives once, when it is back', async () => {
  const [mia, theo] = [await visitor(), await visitor()]
  mia.client.cut()
  await eventually(() => mia.closed() === 1 || 'the line is still there')
  const asked = say(mia, 'from the tunnel')
  for (let turn = 0; turn < 30; turn += 1) await say(theo, `to the tunnel ${turn}`)
  expect(signals(mia)).toEqual([])
  expect(await mia.client.restore()).toBe(true)
  expect((await asked).status).toBe(200)
  await eventually(() => signals(mia).length >= 31 || `${signals(mia).length} of 31 signals`)
  expect(new Set(signals(mia)).size).toBe(signals(mia).length)
  await eventually(() => signals(theo).includes('from the tunnel') || 'nothing from the tunnel')

  // Nothing is left that the platform would say again.
  mia.client.cut()
  await eventually(() => mia.closed() === 2 || 'the line is still there')
  const before = mia.heard.length
  expect(await mia.client.restore()).toBe(true)
  await say(mia, 'back again')
  expect(mia.heard.slice(before).map(({ content }) => content.data)).toEqual(['back again'])
})

test('a line that the platform gave up does not come back, and answers nothing any more', async () => {
  const mia = await visitor()
  mia.client.cut()
  const asked = say(mia, 'too late')
  await eventually(() => connections() === 2 || `${connections()} are there`)
  expect(await mia.client.restore()).toBe(false)
  mia.client.close()
  expect(await asked).toEqual({ status: 0, body: null })
})

test('whoever leaves while he comes back does not stay as a line without anybody', async () => {
  const mia = await visitor()
  mia.client.cut()
  const back = mia.client.restore()
  mia.client.close()
  expect(await back).toBe(false)
  await eventually(() => connections() === 2 || `${connections()} are there`)
})

const connections = () =>
  [...sandbox.control.platform.sessions()].reduce((sum, one) => sum + one.connections.size, 0)
