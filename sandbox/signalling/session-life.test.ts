import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from '../conformance/eventually.ts'
import { type Sandbox, startSandbox } from '../sandbox.ts'
import { aSession } from '../testing/rest-client.ts'
import { testProject } from '../testing/test-project.ts'
import { STREAM, WireClient } from '../testing/wire-client.ts'
import type { Role } from '../tokens/role.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ projects: [testProject()] })
})
afterAll(() => sandbox.close())

const enter = async (sessionId: string, role: Role = 'publisher', data = ''): Promise<WireClient> => {
  const client = new WireClient({ sandbox, sessionId, role, data })
  await client.open()
  expect(await client.enter()).toMatchObject({ status: 200 })
  return client
}

const told = (client: WireClient, method: string, tail: string, from = 0) =>
  eventually(() => client.all(method, tail).length > from || `${method} ${tail} was not heard`)

describe('going', () => {
  test('ends the streams first and tells the reason', async () => {
    const sessionId = aSession(sandbox)
    const [mia, ben] = [await enter(sessionId), await enter(sessionId)]
    await mia.ask('create', '/stream/s1', STREAM)
    await mia.ask('delete', `/connection/${mia.id}`)
    await told(ben, 'deleted', `/connection/${mia.id}`)
    expect(ben.all('deleted', /./).map(({ tail, reason }) => [tail, reason])).toEqual([
      ['/stream/s1', 'clientDisconnected'],
      [`/connection/${mia.id}`, 'clientDisconnected'],
    ])
  })

  test('by force is told to the one who must go, whose socket is closed after', async () => {
    const sessionId = aSession(sandbox)
    const [mia, moderator] = [await enter(sessionId), await enter(sessionId, 'moderator')]
    expect(await moderator.ask('delete', `/connection/${mia.id}`)).toMatchObject({ status: 200 })
    await told(mia, 'deleted', `/connection/${mia.id}`)
    expect(mia.all('deleted', `/connection/${mia.id}`)).toMatchObject([{ reason: 'forceDisconnected' }])
    await eventually(() => mia.closedWith === 1000 || 'the socket is still open')
  })

  test('of a stream by force says so to its publisher and the others', async () => {
    const sessionId = aSession(sandbox)
    const [mia, moderator] = [await enter(sessionId), await enter(sessionId, 'moderator')]
    await mia.ask('create', '/stream/s1', STREAM)
    await moderator.ask('delete', '/stream/s1')
    for (const client of [mia, moderator]) {
      await told(client, 'deleted', '/stream/s1')
      expect(client.all('deleted', '/stream/s1')).toMatchObject([
        { reason: 'forceUnpublished', content: { id: 's1' } },
      ])
    }
  })
})

describe('a signal', () => {
  test('to all reaches all with its true sender; to one reaches that one', async () => {
    const sessionId = aSession(sandbox)
    const [mia, ben, zoe] = [await enter(sessionId), await enter(sessionId), await enter(sessionId)]
    const lie = { type: 'chat', data: 'hi', fromConnection: { id: ben.id } }
    await mia.ask('signal', '/signal/a', lie)
    await mia.ask('signal', `/connection/${ben.id}/signal/b`, { type: 'warn', data: 'only you' })
    await told(ben, 'signal', `/connection/${ben.id}/signal/b`)
    await told(zoe, 'signal', '/signal/a')
    expect(ben.all('signal', '/signal/a')).toMatchObject([
      { from: mia.id, content: { fromConnection: { id: mia.id } } },
    ])
    expect(zoe.all('signal', /./)).toHaveLength(1)
  })

  test('that is malformed, too long or for nobody is refused', async () => {
    const sessionId = aSession(sandbox)
    const mia = await enter(sessionId)
    const status = async (tail: string, content: unknown) => (await mia.ask('signal', tail, content)).status
    expect(await status('/signal/a', { type: 'no spaces', data: '' })).toBe(400)
    expect(await status('/signal/a', { type: 'x'.repeat(129) })).toBe(413)
    expect(await status('/signal/a', { type: 'x'.repeat(128) })).toBe(200)
    expect(await status('/signal/a', { type: 7 })).toBe(400)
    expect(await status('/signal/a', { data: 'x'.repeat(8191) })).toBe(413)
    expect(await status('/signal/a', { data: 'x'.repeat(8190) })).toBe(200)
    expect(await status('/connection/nobody/signal/a', { data: 'x' })).toBe(404)
    expect(await status('/connection/a/../b/signal/a', { data: 'x' })).toBe(400)
  })
})

describe('a camera or microphone that is switched', () => {
  test('is told to all; what changes nothing is not told', async () => {
    const sessionId = aSession(sandbox)
    const [mia, ben] = [await enter(sessionId), await enter(sessionId)]
    await mia.ask('create', '/stream/s1', STREAM)
    await mia.ask('update', '/stream/s1/channel/audio1', { active: true })
    await mia.ask('update', '/stream/s1/channel/audio1', {
      activeReason: 'auto',
      active: false,
      type: 'video',
      id: 'video9',
    })
    await told(ben, 'updated', '/stream/s1/channel/audio1')
    expect(ben.all('updated', /./).map(({ content }) => content)).toEqual([{ active: false }])
  })
})

describe('mute', () => {
  const scene = async () => {
    const sessionId = aSession(sandbox)
    const [mia, ben, moderator] = [
      await enter(sessionId),
      await enter(sessionId),
      await enter(sessionId, 'moderator'),
    ]
    await mia.ask('create', '/stream/s-mia', STREAM)
    await ben.ask('create', '/stream/s-ben', STREAM)
    return { sessionId, mia, ben, moderator }
  }

  test('of one asks its publisher alone', async () => {
    const { mia, ben, moderator } = await scene()
    await moderator.ask('update', '/stream/s-mia', { reason: 'mute', active: true })
    await told(mia, 'update', '/stream/s-mia')
    await moderator.ask('signal', '/signal/after', {})
    await told(ben, 'signal', '/signal/after')
    expect(ben.all('update', /./)).toEqual([])
  })

  test('of all spares the excluded, asks the rest, and meets newcomers until it is lifted', async () => {
    const { sessionId, mia, ben, moderator } = await scene()
    await moderator.ask('update', '', { reason: 'mute', active: true, exclusion: ['s-ben'] })
    await told(mia, 'update', '/stream/s-mia')
    await told(mia, 'update', '')
    await moderator.ask('signal', '/signal/after', {})
    await told(ben, 'signal', '/signal/after')
    expect(ben.all('update', /./)).toEqual([])

    const state = async () => {
      const client = new WireClient({ sandbox, sessionId })
      await client.open()
      return (await client.enter()).body
    }
    expect(await state()).toMatchObject({ mute: { active: true } })
    await moderator.ask('update', '', { reason: 'mute', active: false })
    expect(await state()).not.toHaveProperty('mute')
    await told(mia, 'update', '', 1)
    expect(mia.all('update', '').map(({ content }) => content.active)).toEqual([true, false])
    expect(mia.all('update', '/stream/s-mia')).toHaveLength(1)
  })
})
