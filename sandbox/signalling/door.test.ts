import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from '../conformance/eventually.ts'
import type { Project } from '../platform/project.ts'
import { type Sandbox, startSandbox } from '../sandbox.ts'
import { aSession, openTokKey } from '../testing/rest-client.ts'
import { testProject } from '../testing/test-project.ts'
import { STREAM, WireClient } from '../testing/wire-client.ts'
import { mintSessionToken, mintT1Token, type SessionTokenRequest } from '../tokens/mint-token.ts'
import type { Role } from '../tokens/role.ts'

const project = testProject()
const other = testProject({ name: 'Tutor', apiKey: '9000000000009', apiSecret: 'another-secret-altogether' })
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ projects: [project, other] })
})
afterAll(() => sandbox.close())

const enter = async (sessionId: string, role: Role = 'publisher', data = ''): Promise<WireClient> => {
  const client = new WireClient({ sandbox, sessionId, role, data })
  await client.open()
  expect(await client.enter()).toMatchObject({ status: 200 })
  return client
}

const told = (client: WireClient, method: string, tail: string) =>
  eventually(() => client.all(method, tail).length > 0 || `${method} ${tail} was not heard`)

describe('coming in', () => {
  test('tells everyone, the newcomer too, and shows the newcomer what is there', async () => {
    const sessionId = aSession(sandbox)
    const mia = await enter(sessionId, 'publisher', 'p_mia')
    await mia.ask('create', '/stream/s1', STREAM)
    const ben = new WireClient({ sandbox, sessionId, data: 'p_ben' })
    await ben.open()
    const { body } = await ben.enter()
    expect(body).toMatchObject({
      id: sessionId,
      connection: [
        { id: mia.id, data: 'p_mia' },
        { id: ben.id, data: 'p_ben', permissions: ['publish', 'subscribe', 'signal'] },
      ],
      stream: [{ id: 's1', name: 'Mia', connection: { id: mia.id } }],
      archive: [],
    })
    await told(ben, 'created', `/connection/${ben.id}`)
    await told(mia, 'created', `/connection/${ben.id}`)
  })

  const HOUR = 3_600_000
  test.each<[string, Partial<SessionTokenRequest>, Project, number]>([
    ['expired', { expiresIn: -1 }, project, 0],
    ['of the future', {}, project, HOUR],
    ['for another session', { sessionId: 'other' }, project, 0],
    ['of another project', {}, other, 0],
    ['of a longer life than a month', { expiresIn: 31 * 24 * 3_600 }, project, 0],
    ['of too much data', { data: 'x'.repeat(1_025) }, project, 0],
  ])('with a token that is %s is refused, in either form', async (_name, changes, whose, ahead) => {
    const sessionId = aSession(sandbox)
    const request = { sessionId, role: 'moderator', ...changes } as const
    for (const mint of [mintSessionToken, mintT1Token]) {
      const token = await mint(openTokKey(whose), request, new Date(Date.now() + ahead))
      const client = new WireClient({ sandbox, sessionId })
      await client.open()
      expect(await client.enter(token)).toEqual({ status: 403, body: { reason: 'invalidToken' } })
    }
  })

  test('with a token that is good is let in, in either form, with all its data', async () => {
    const data = 'ü'.repeat(1_024)
    for (const mint of [mintSessionToken, mintT1Token]) {
      const sessionId = aSession(sandbox)
      const client = new WireClient({ sandbox, sessionId })
      await client.open()
      const token = await mint(openTokKey(project), { sessionId, role: 'subscriber', data }, new Date())
      expect(await client.enter(token)).toMatchObject({ status: 200, body: { connection: [{ data }] } })
    }
  })

  test('with a good token under the name of another project is refused', async () => {
    const sessionId = aSession(sandbox)
    const token = await mintSessionToken(openTokKey(project), { sessionId, role: 'publisher' }, new Date())
    const client = new WireClient({ sandbox, sessionId, partnerId: other.apiKey })
    await client.open()
    expect(await client.enter(token)).toEqual({ status: 403, body: { reason: 'invalidSession' } })
  })

  test('under the connection ID of somebody else is refused', async () => {
    const sessionId = aSession(sandbox)
    const mia = await enter(sessionId)
    const thief = new WireClient({ sandbox, sessionId, id: mia.id })
    await thief.open()
    expect(await thief.enter()).toMatchObject({ status: 409 })
    expect(await mia.ask('signal', '/signal/x', { data: 'still here' })).toMatchObject({ status: 200 })
  })

  test('to a session that was never issued is refused', async () => {
    const forged = `1_${Buffer.from(`1~${project.apiKey}~127.0.0.1~1~abc.dmo~AAAAAAAAAAAAAAAA~`).toString('base64url')}`
    const client = new WireClient({ sandbox, sessionId: forged })
    await client.open()
    expect(await client.enter()).toEqual({ status: 403, body: { reason: 'invalidSession' } })
  })
})
