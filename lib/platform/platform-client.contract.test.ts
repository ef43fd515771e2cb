/**
 * What Gavel relies on in a platform, in both flavours, asked of the sandbox; and of the cloud too when OPENTOK_API_KEY and
 * OPENTOK_API_SECRET (or VONAGE_APPLICATION_ID and VONAGE_PRIVATE_KEY) are set: there nobody is in the session, so what
 * needs somebody is asked of the sandbox alone.
 */
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from '../../e2e/kit/eventually.ts'
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts'
import { callRest } from '../../sandbox/testing/rest-client.ts'
import { testApplication } from '../../sandbox/testing/test-project.ts'
import { STREAM, WireClient } from '../../sandbox/testing/wire-client.ts'
import { createCircuit } from './circuit.ts'
import type { Credentials } from './credentials.ts'
import { parseConnectionId, parseSessionId, parseStreamId, type SessionId } from './ids.ts'
import { NOT_ROUTED, type PlatformClient } from './model.ts'
import { createPlatformClient } from './platform-client.ts'

const { project, applicationId, privateKey } = testApplication()
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ projects: [project], ffmpeg: false })
})
afterAll(() => sandbox.close())

const clientFor = (credentials: Credentials) =>
  createPlatformClient('project', credentials, createCircuit(Date.now))

const flavours: [string, () => PlatformClient][] = [
  [
    'OpenTok',
    () =>
      clientFor({
        platform: 'opentok',
        apiKey: project.apiKey,
        apiSecret: project.apiSecret,
        apiUrl: sandbox.apiUrl,
      }),
  ],
  ['Vonage', () => clientFor({ platform: 'vonage', applicationId, privateKey, apiUrl: sandbox.apiUrl })],
]

const cloud: [string, () => PlatformClient][] = []
const { OPENTOK_API_KEY, OPENTOK_API_SECRET, OPENTOK_API_URL, VONAGE_APPLICATION_ID, VONAGE_PRIVATE_KEY } =
  process.env
if (OPENTOK_API_KEY && OPENTOK_API_SECRET) {
  const [apiKey, apiSecret, apiUrl] = [OPENTOK_API_KEY, OPENTOK_API_SECRET, OPENTOK_API_URL ?? null]
  cloud.push(['the OpenTok cloud', () => clientFor({ platform: 'opentok', apiKey, apiSecret, apiUrl })])
}
if (VONAGE_APPLICATION_ID && VONAGE_PRIVATE_KEY) {
  const [application, key] = [VONAGE_APPLICATION_ID, VONAGE_PRIVATE_KEY]
  const credentials = {
    platform: 'vonage',
    applicationId: application,
    privateKey: key,
    apiUrl: null,
  } as const
  cloud.push(['the Vonage cloud', () => clientFor(credentials)])
}

/** What must have succeeded. */
function must<Value>(result: { ok: true; value: Value } | { ok: false; failure: unknown }): Value {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.failure)}`)
  return result.value
}

const created = async (platform: PlatformClient, mode: 'routed' | 'relayed' = 'routed') =>
  must(await platform.createSession({ mode }))

describe.each([...flavours, ...cloud])('%s, a session in which nobody is', (_, open) => {
  test('says in which mode it was made', async () => {
    const platform = open()
    for (const mode of ['routed', 'relayed'] as const) {
      expect(await platform.describeSession(await created(platform, mode))).toMatchObject({
        ok: true,
        value: { mode },
      })
    }
  })

  test('has neither streams nor anybody to signal to, and cannot be recorded', async () => {
    const platform = open()
    const sessionId = await created(platform)
    expect(await platform.listStreams(sessionId)).toMatchObject({ failure: { code: 'not-found' } })
    expect(await platform.startArchive(sessionId)).toMatchObject({ failure: { code: 'not-found' } })
    const signal = { type: 'gavel-warning', data: 'x' }
    expect(await platform.signal(sessionId, signal)).toMatchObject({ failure: { code: 'not-found' } })
  })

  test('gives out tokens that live as long as was asked, with the role and the data', async () => {
    const platform = open()
    const request = { role: 'subscriber', data: 'g_opaque', expiresInSeconds: 120 } as const
    const before = Math.floor(Date.now() / 1000)
    const token = must(platform.mintToken({ sessionId: await created(platform), ...request }))
    const claims = decodeJwt(token)
    expect(claims).toMatchObject({
      role: 'subscriber',
      connection_data: 'g_opaque',
      scope: 'session.connect',
    })
    expect((claims.exp ?? 0) - before).toBeGreaterThanOrEqual(119)
    expect((claims.exp ?? 0) - before).toBeLessThanOrEqual(125)
  })
})

describe.each(flavours)('%s, a session with people in it', (_, open) => {
  async function enter(sessionId: SessionId) {
    const client = new WireClient({ sandbox, sessionId, data: 'p_mia' })
    await client.open()
    expect(await client.enter()).toMatchObject({ status: 200 })
    return client
  }
  const idOf = (client: WireClient) => must(parseConnectionId(client.id))

  test('says whether it is end-to-end encrypted', async () => {
    const platform = open()
    expect(must(await platform.describeSession(await created(platform))).encrypted).toBe(false)
    const form = { 'p2p.preference': 'disabled', e2ee: 'true' }
    const { body } = await callRest(sandbox, 'POST', '/session/create', { form })
    const [made] = body as { session_id: string }[] // as REST answers it
    const sessionId = must(parseSessionId(made?.session_id ?? ''))
    expect(must(await platform.describeSession(sessionId)).encrypted).toBe(true)
  })

  test('lists who is there and what they publish, and forgets who was put out', async () => {
    const platform = open()
    const sessionId = await created(platform)
    const [mia, ben] = [await enter(sessionId), await enter(sessionId)]
    await mia.ask('create', '/stream/s-mia', STREAM)
    const listed = must(await platform.listConnections(sessionId))
    expect(listed.map(({ id }) => id).sort()).toEqual([mia.id, ben.id].sort())
    expect(listed[0]).toMatchObject({ state: 'connected', createdAt: expect.any(Date) })
    expect(must(await platform.listStreams(sessionId))).toEqual([
      { id: 's-mia', name: 'Mia', videoType: 'camera' },
    ])

    expect(await platform.disconnect(sessionId, idOf(ben))).toEqual({ ok: true, value: null })
    expect(await platform.disconnect(sessionId, idOf(ben))).toMatchObject({
      failure: { code: 'already-gone' },
    })
    expect(must(await platform.listConnections(sessionId))).toHaveLength(1)
    mia.close()
  })

  test('carries signals to one or to all, from nobody', async () => {
    const platform = open()
    const sessionId = await created(platform)
    const [mia, ben] = [await enter(sessionId), await enter(sessionId)]
    const hears = (client: WireClient, data: string) =>
      eventually(
        () =>
          client.all('signal', /.*/).some(({ content, from }) => content.data === data && !from) ||
          `${data} was not heard`,
      )
    must(await platform.signal(sessionId, { type: 'gavel-warning', data: 'for all' }))
    await Promise.all([hears(mia, 'for all'), hears(ben, 'for all')])
    must(
      await platform.signal(sessionId, { connectionId: idOf(mia), type: 'gavel-warning', data: 'for Mia' }),
    )
    await hears(mia, 'for Mia')
    expect(ben.all('signal', /.*/)).toHaveLength(1)
    const gone = must(parseConnectionId('nobody-of-this-id'))
    const signal = { connectionId: gone, type: 'gavel-warning', data: 'x' }
    expect(await platform.signal(sessionId, signal)).toMatchObject({ failure: { code: 'already-gone' } })
    for (const client of [mia, ben]) client.close()
  })

  test('accepts to mute one, all but some, and to end that', async () => {
    const platform = open()
    const sessionId = await created(platform)
    const mia = await enter(sessionId)
    await mia.ask('create', '/stream/s-mia', STREAM)
    const stream = must(parseStreamId('s-mia'))
    expect(await platform.muteStream(sessionId, stream)).toEqual({ ok: true, value: null })
    const all = { active: true, excludedStreamIds: [stream] }
    expect(await platform.muteAll(sessionId, all)).toEqual({ ok: true, value: null })
    expect(await platform.muteAll(sessionId, { active: false, excludedStreamIds: [] })).toMatchObject({
      ok: true,
    })
    mia.close()
  })

  test('is recorded when routed, told apart when relayed', async () => {
    const platform = open()
    const relayed = await created(platform, 'relayed')
    const ben = await enter(relayed)
    const refused = await platform.startArchive(relayed)
    expect(refused).toMatchObject({ failure: { code: 'conflict', platformCode: NOT_ROUTED } })

    const sessionId = await created(platform)
    const mia = await enter(sessionId)
    await mia.ask('create', '/stream/s-mia', STREAM)
    const started = must(await platform.startArchive(sessionId, { name: 'evening' }))
    expect(started).toMatchObject({ status: 'started', name: 'evening', sessionId })
    expect(await platform.startArchive(sessionId)).toMatchObject({ failure: { code: 'conflict' } })
    expect(must(await platform.getArchive(started.id)).status).toBe('started')
    const listed = must(await platform.listArchives({ sessionId, offset: 0, count: 10 }))
    expect(listed).toMatchObject({ total: 1, archives: [{ id: started.id }] })
    expect(must(await platform.stopArchive(started.id)).id).toBe(started.id)
    expect(await platform.stopArchive(started.id)).toMatchObject({ failure: { code: 'conflict' } })
    for (const client of [mia, ben]) client.close()
  })
})

test('a wrong secret, and a session of another project, are told as what they are', async () => {
  const credentials = { platform: 'opentok', apiKey: project.apiKey, apiUrl: sandbox.apiUrl } as const
  const wrong = clientFor({ ...credentials, apiSecret: 'not-the-secret-of-this-project' })
  expect(await wrong.createSession({ mode: 'routed' })).toMatchObject({
    failure: { code: 'bad-credentials' },
  })
  const foreign = must(parseSessionId(`1_${Buffer.from('1~4711~~1700000000000~abc~').toString('base64url')}`))
  const right = clientFor({ ...credentials, apiSecret: project.apiSecret })
  const request = { sessionId: foreign, role: 'subscriber', data: '', expiresInSeconds: 60 } as const
  expect(right.mintToken(request)).toEqual({ ok: false, failure: { code: 'bad-credentials' } })
})
