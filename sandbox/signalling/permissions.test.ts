import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../sandbox.ts'
import { aSession } from '../testing/rest-client.ts'
import { testProject } from '../testing/test-project.ts'
import { STREAM, WireClient } from '../testing/wire-client.ts'
import { ROLES, type Role } from '../tokens/role.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ projects: [testProject()] })
})
afterAll(() => sandbox.close())

const enter = async (sessionId: string, role: Role): Promise<WireClient> => {
  const client = new WireClient({ sandbox, sessionId, role })
  await client.open()
  expect(await client.enter()).toMatchObject({ status: 200 })
  return client
}

type Deed = (client: WireClient, victim: WireClient) => Promise<{ status: number }>

const DEEDS: Record<string, { do: Deed; allowed: readonly Role[] }> = {
  publish: {
    do: (client) => client.ask('create', `/stream/own-${client.id}`, STREAM),
    allowed: ['publisher', 'publisheronly', 'moderator'],
  },
  subscribe: {
    do: (client) => client.ask('create', '/stream/victim/subscriber/sub-1', {}),
    allowed: ['subscriber', 'publisher', 'moderator'],
  },
  signal: {
    do: (client) => client.ask('signal', '/signal/s1', { type: 'chat', data: 'hello' }),
    allowed: ['publisher', 'moderator'],
  },
  'mute one': {
    do: (client) => client.ask('update', '/stream/victim', { reason: 'mute', active: true }),
    allowed: ['moderator'],
  },
  'mute all': {
    do: (client) => client.ask('update', '', { reason: 'mute', active: true }),
    allowed: ['moderator'],
  },
  'unpublish another': { do: (client) => client.ask('delete', '/stream/victim'), allowed: ['moderator'] },
  'disconnect another': {
    do: (client, victim) => client.ask('delete', `/connection/${victim.id}`),
    allowed: ['moderator'],
  },
}

describe.each(ROLES)('a %s', (role) => {
  test.each(Object.entries(DEEDS))('%s: only with the permission', async (_name, deed) => {
    const sessionId = aSession(sandbox)
    const victim = await enter(sessionId, 'publisher')
    await victim.ask('create', '/stream/victim', STREAM)
    const client = await enter(sessionId, role)
    const { status } = await deed.do(client, victim)
    expect(status).toBe(deed.allowed.includes(role) ? 200 : 403)
    client.close()
    victim.close()
  })
})

test('a moderator of one session is nobody in another', async () => {
  const [own, other] = [aSession(sandbox), aSession(sandbox)]
  const victim = await enter(other, 'publisher')
  await victim.ask('create', '/stream/victim', STREAM)
  const moderator = await enter(own, 'moderator')
  const { prefix } = victim
  expect(await moderator.ask('delete', '/stream/victim', {}, { prefix })).toMatchObject({ status: 403 })
  expect(await moderator.ask('delete', `/connection/${victim.id}`, {}, { prefix })).toMatchObject({
    status: 403,
  })
  expect(await moderator.ask('delete', `/connection/${victim.id}`)).toMatchObject({ status: 404 })
})

test('nobody takes more than a page could need', async () => {
  const client = await enter(aSession(sandbox), 'publisher')
  const streams = Array.from({ length: 12 }, (_, index) => client.ask('create', `/stream/s${index}`, STREAM))
  const published = (await Promise.all(streams)).map(({ status }) => status)
  expect(published).toEqual([...Array(10).fill(200), 409, 409])
  const watched = Array.from({ length: 302 }, (_, index) =>
    client.ask('create', `/stream/s${index % 10}/subscriber/u${index}`),
  )
  const statuses = (await Promise.all(watched)).map(({ status }) => status)
  expect(statuses.filter((status) => status === 200)).toHaveLength(300)
})

test.each(['routed', 'relayed'] as const)(
  'in a %s session nobody speaks for another: a stranger switches, ends and negotiates nothing',
  async (mode) => {
    const sessionId = aSession(sandbox, mode)
    const [owner, watcher, stranger] = [
      await enter(sessionId, 'publisher'),
      await enter(sessionId, 'subscriber'),
      await enter(sessionId, 'moderator'),
    ]
    await owner.ask('create', '/stream/s1', STREAM)
    await watcher.ask('create', '/stream/s1/subscriber/sub1')
    const deeds = [
      stranger.ask('update', '/stream/s1/channel/audio1', { active: false }),
      stranger.ask('update', '/stream/s1/subscriber/sub1/channel/video1', { active: false }),
      stranger.ask('delete', '/stream/s1/subscriber/sub1'),
      stranger.ask('answer', '/stream/s1/subscriber/sub1', { sdp: 'v=0' }),
      stranger.ask('candidate', '/stream/s1/subscriber/sub1', { candidate: 'candidate:1' }),
      stranger.ask('offer', '/stream/s1', { sdp: 'v=0' }),
    ]
    expect((await Promise.all(deeds)).map(({ status }) => status)).toEqual(Array(6).fill(403))
    expect(owner.all('answer', /./)).toEqual([])
  },
)

test('who has not entered may ask nothing', async () => {
  const client = new WireClient({ sandbox, sessionId: aSession(sandbox) })
  await client.open()
  expect(await client.ask('signal', '/signal/s1', { data: 'x' })).toMatchObject({ status: 403 })
  expect(await client.ask('create', '/stream/s1', STREAM)).toMatchObject({ status: 403 })
})
