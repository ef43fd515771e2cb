/** What is kept for clients is bounded, whoever they are. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../conformance/eventually.ts'
import { limitsSchema } from '../platform/limits.ts'
import { createPlatform } from '../platform/platform.ts'
import { type Sandbox, startSandbox } from '../sandbox.ts'
import { aSession, openTokKey } from '../testing/rest-client.ts'
import { someTraits } from '../testing/some-traits.ts'
import { testProject } from '../testing/test-project.ts'
import { WireClient } from '../testing/wire-client.ts'
import { mintSessionToken } from '../tokens/mint-token.ts'

const project = testProject()
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ projects: [project] })
})
afterAll(() => sandbox.close())

const enter = async (sessionId: string, data = ''): Promise<WireClient> => {
  const client = new WireClient({ sandbox, sessionId, data })
  await client.open()
  expect(await client.enter()).toMatchObject({ status: 200 })
  return client
}

test('who takes megabytes and acknowledges none is given up, and does not come back to a state with holes', async () => {
  const sessionId = aSession(sandbox)
  const [deaf, ben, zoe] = [await enter(sessionId), await enter(sessionId), await enter(sessionId)]
  deaf.acknowledges = false
  const data = 'x'.repeat(8_000)
  for (let index = 0; index < 600 && deaf.closedWith === null; index += 1) {
    expect(await ben.ask('signal', `/connection/${deaf.id}/signal/s${index}`, { data })).toMatchObject({
      status: 200,
    })
  }
  await eventually(() => deaf.closedWith !== null || 'it is still let be')
  expect(deaf.all('signal', /./).length).toBeGreaterThan(400)
  await expect(deaf.reconnect()).rejects.toThrow()
  expect(await zoe.ask('signal', '/signal/x')).toMatchObject({ status: 200 })
})

test('the long answer at the door is not kept, but given again to whoever lost it', async () => {
  const sessionId = aSession(sandbox)
  for (let index = 0; index < 10; index += 1) await enter(sessionId, 'd'.repeat(1_000))
  const late = new WireClient({ sandbox, sessionId })
  await late.open()
  const token = await mintSessionToken(openTokKey(project), { sessionId, role: 'publisher' }, new Date())
  const transaction = randomUUID()
  const ask = () =>
    late.ask('create', `/connection/${late.id}`, {}, { transaction, headers: { 'X-TB-TOKEN-AUTH': token } })
  const [first, again] = [await ask(), await ask()]
  expect(JSON.stringify(first.body).length).toBeGreaterThan(10_000)
  expect(again).toEqual(first)
  expect(late.all('created', `/connection/${late.id}`)).toHaveLength(1)
})

test('twenty thousand sessions are remembered; of more the oldest that is empty is forgotten', () => {
  const platform = createPlatform({
    projects: [project],
    media: {
      simulcast: false,
      openInbound: () => {
        throw new Error('nobody publishes here')
      },
      close: async () => undefined,
    },
    limits: limitsSchema.parse({}),
    now: () => new Date(),
    log: () => undefined,
  })
  const identity = platform.identity(project.apiKey)
  if (!identity) throw new Error('no project')
  const ids = Array.from({ length: 20_100 }, () => platform.createSession(identity, someTraits()))
  const [first = ''] = ids
  const session = platform.session(project, first)
  if (session) session.everConnected = true
  for (const id of ids) expect(platform.session(project, id)?.id).toBe(id)
  expect([...platform.sessions()]).toHaveLength(20_000)
  expect(platform.session(project, first), 'the ID itself stays good').toMatchObject({ everConnected: false })
})
