import { Auth } from '@vonage/auth'
import { ArchiveMode, Video } from '@vonage/video'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../sandbox.ts'
import { testApplication } from '../testing/test-project.ts'
import { STREAM, WireClient } from '../testing/wire-client.ts'
import { OpenTok } from './opentok-sdk.ts'

const { project, applicationId, privateKey } = testApplication()
let sandbox: Sandbox
let video: Video
beforeAll(async () => {
  sandbox = await startSandbox({ projects: [project] })
  video = new Video(new Auth({ applicationId, privateKey }), { videoHost: sandbox.apiUrl })
})
afterAll(() => sandbox.close())

test('@vonage/video creates a routed session, sees who publishes, mutes and disconnects', async () => {
  const { sessionId } = await video.createSession()
  const token = video.generateClientToken(sessionId, { role: 'moderator', data: 'p_mia' })
  const mia = new WireClient({ sandbox, sessionId, partnerId: applicationId })
  await mia.open()
  expect(await mia.enter(token)).toMatchObject({ status: 200 })
  await mia.ask('create', '/stream/s1', STREAM)
  expect(await video.getStreamInfo(sessionId)).toMatchObject({ count: 1, items: [{ id: 's1' }] })
  expect(await video.getStreamInfo(sessionId, 's1')).toMatchObject({ id: 's1', name: 'Mia' })
  await video.muteStream(sessionId, 's1')
  await video.forceMuteAll(sessionId, [])
  await video.disconnectClient(sessionId, mia.id)
  await expect(video.disconnectClient(sessionId, mia.id)).rejects.toThrow()
})

test('@vonage/video says how a session is to be, and which layout classes its streams have', async () => {
  const { sessionId } = await video.createSession({ archiveMode: ArchiveMode.ALWAYS, location: '10.1.2.3' })
  expect(sandbox.control.platform.session(project, sessionId)).toMatchObject({
    ...{ mode: 'routed', archiveMode: 'always', location: '10.1.2.3' },
  })
  const mia = new WireClient({ sandbox, sessionId, partnerId: applicationId })
  await mia.open()
  await mia.enter(video.generateClientToken(sessionId, { initialLayoutClassList: ['focus', 'left'] }))
  await mia.ask('create', '/stream/s1', STREAM)
  expect(await video.getStreamInfo(sessionId, 's1')).toMatchObject({ layoutClassList: ['focus', 'left'] })
})

test('opentok with an application ID and private key speaks to the same project', async () => {
  const sdk = new OpenTok(applicationId, privateKey, { apiUrl: sandbox.apiUrl })
  const { sessionId } = await new Promise<{ sessionId: string }>((resolve, reject) => {
    sdk.createSession({ mediaMode: 'routed' }, (error, made) => (error ? reject(error) : resolve(made)))
  })
  const info = await fetch(`${sandbox.apiUrl}/session/${sessionId}`, {
    headers: { 'X-OPENTOK-AUTH': sdk.generateToken(sessionId, { role: 'subscriber' }) },
  })
  expect(await info.json()).toMatchObject([{ session_id: sessionId, partner_id: applicationId }])
})

test('the private key of another application opens nothing', async () => {
  const stranger = new Video(new Auth({ applicationId, privateKey: testApplication().privateKey }), {
    videoHost: sandbox.apiUrl,
  })
  await expect(stranger.createSession()).rejects.toThrow()
})
