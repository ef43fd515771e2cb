import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../sandbox.ts'
import { testProject } from '../testing/test-project.ts'
import { STREAM, WireClient } from '../testing/wire-client.ts'
import { eventually } from './eventually.ts'
import { asked, OpenTok, type OpenTokSdk } from './opentok-sdk.ts'

const project = testProject()
let sandbox: Sandbox
let sdk: OpenTokSdk
beforeAll(async () => {
  sandbox = await startSandbox({ projects: [project] })
  sdk = new OpenTok(project.apiKey, project.apiSecret, { apiUrl: sandbox.apiUrl })
})
afterAll(() => sandbox.close())

const createSession = async (mediaMode: string): Promise<string> =>
  (await asked<{ sessionId: string }>((done) => sdk.createSession({ mediaMode }, done))).sessionId

/** Mia publishes with a token the SDK made. */
const aScene = async (mediaMode = 'routed') => {
  const sessionId = await createSession(mediaMode)
  const mia = new WireClient({ sandbox, sessionId })
  await mia.open()
  const token = sdk.generateToken(sessionId, { role: 'publisher', data: 'p_mia' })
  expect(await mia.enter(token)).toMatchObject({ status: 200, body: { connection: [{ data: 'p_mia' }] } })
  await mia.ask('create', '/stream/s1', STREAM)
  return { sessionId, mia }
}

describe('the opentok SDK', () => {
  test('lists streams, sets their layout, and is told when there never were any', async () => {
    const { sessionId } = await aScene()
    const list = await asked<unknown[]>((done) => sdk.listStreams(sessionId, done))
    expect(list).toMatchObject([{ id: 's1', name: 'Mia', videoType: 'camera' }])
    const layout = [{ id: 's1', layoutClassList: ['focus'] }]
    await asked((done) => sdk.setStreamClassLists(sessionId, layout, done))
    const never = await createSession('routed')
    await expect(asked((done) => sdk.listStreams(never, done))).rejects.toThrow()
  })

  test('says how a session is to be, in words that arrive', async () => {
    const options = {
      ...{ mediaMode: 'routed', archiveMode: 'always', location: '10.1.2.3' },
      ...{ archiveName: 'evening', archiveResolution: '1280x720' },
    }
    const { sessionId } = await asked<{ sessionId: string }>((done) => sdk.createSession(options, done))
    expect(sandbox.control.platform.session(project, sessionId)).toMatchObject({
      ...{ mode: 'routed', archiveMode: 'always', location: '10.1.2.3' },
      ...{ archiveName: 'evening', archiveResolution: '1280x720', e2ee: false },
    })
    const encrypted = { mediaMode: 'routed', e2ee: true }
    const other = await asked<{ sessionId: string }>((done) => sdk.createSession(encrypted, done))
    expect(sandbox.control.platform.session(project, other.sessionId)).toMatchObject({ e2ee: true })
  })

  test("gives a stream the layout classes of its publisher's token", async () => {
    const sessionId = await createSession('routed')
    const mia = new WireClient({ sandbox, sessionId })
    await mia.open()
    await mia.enter(sdk.generateToken(sessionId, { initialLayoutClassList: ['focus', 'left'] }))
    await mia.ask('create', '/stream/s1', STREAM)
    const list = await asked<unknown[]>((done) => sdk.listStreams(sessionId, done))
    expect(list).toMatchObject([{ id: 's1', layoutClassList: ['focus', 'left'] }])
  })

  test('mutes one and all, signals one and all, and disconnects', async () => {
    const { sessionId, mia } = await aScene('relayed')
    await asked((done) => sdk.forceMuteStream(sessionId, 's1', done))
    await asked((done) => sdk.forceMuteAll(sessionId, { excludedStreamIds: ['s1'] }, done))
    await asked((done) => sdk.disableForceMute(sessionId, done))
    await asked((done) => sdk.signal(sessionId, null, { type: 'note', data: 'all' }, done))
    await asked((done) => sdk.signal(sessionId, mia.id, { type: 'note', data: 'you' }, done))
    await asked((done) => sdk.forceDisconnect(sessionId, mia.id, done))
    await eventually(() => mia.all('deleted', `/connection/${mia.id}`).length === 1 || 'not disconnected')
    expect(mia.all('update', '/stream/s1')).toHaveLength(1)
    expect(mia.all('signal', /./).map(({ content }) => content.data)).toEqual(['all', 'you'])
    const again = asked((done) => sdk.forceDisconnect(sessionId, mia.id, done))
    await expect(again).rejects.toThrow(/not found/)
  })

  test('with a wrong secret is refused everything', async () => {
    const { sessionId } = await aScene()
    const wrong = new OpenTok(project.apiKey, 'a-wrong-secret-of-this-key', { apiUrl: sandbox.apiUrl })
    await expect(asked((done) => wrong.listStreams(sessionId, done))).rejects.toThrow()
    await expect(asked((done) => wrong.createSession({ mediaMode: 'routed' }, done))).rejects.toThrow()
  })

  test('records routed sessions only, one recording at a time', async () => {
    const { sessionId } = await aScene('routed')
    const archive = await asked<{ id: string; status: string }>((done) =>
      sdk.startArchive(sessionId, { name: 'evening' }, done),
    )
    expect(archive).toMatchObject({
      status: 'started',
      name: 'evening',
      sessionId,
      duration: 0,
      size: 0,
      url: null,
    })
    await expect(asked((done) => sdk.startArchive(sessionId, {}, done))).rejects.toThrow()
    await expect(asked((done) => sdk.deleteArchive(archive.id, done))).rejects.toThrow()
    const stopped = await asked<{ status: string }>((done) => sdk.stopArchive(archive.id, done))
    expect(stopped).toMatchObject({ status: 'stopped', reason: 'user initiated' })
    await expect(asked((done) => sdk.stopArchive(archive.id, done))).rejects.toThrow()
    const relayed = await aScene('relayed')
    await expect(asked((done) => sdk.startArchive(relayed.sessionId, {}, done))).rejects.toThrow()
    // No packet ever came from this client, so there is nothing to make a file of.
    await eventually(async () => {
      const { status } = await asked<{ status: string }>((done) => sdk.getArchive(archive.id, done))
      return status === 'failed' || status
    })
  })
})
