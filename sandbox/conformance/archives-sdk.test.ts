/** Recordings as the two official server SDKs ask for them. */
import { Auth } from '@vonage/auth'
import { StreamMode, Video } from '@vonage/video'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../sandbox.ts'
import { testApplication } from '../testing/test-project.ts'
import { STREAM, WireClient } from '../testing/wire-client.ts'
import { asked, OpenTok, type OpenTokSdk } from './opentok-sdk.ts'

const { project, applicationId, privateKey } = testApplication()
let sandbox: Sandbox
let sdk: OpenTokSdk
let video: Video
beforeAll(async () => {
  sandbox = await startSandbox({ projects: [project] })
  sdk = new OpenTok(project.apiKey, project.apiSecret, { apiUrl: sandbox.apiUrl })
  video = new Video(new Auth({ applicationId, privateKey }), { videoHost: sandbox.apiUrl })
})
afterAll(() => sandbox.close())

/** A session in which Mia publishes. */
const evening = async (options: Record<string, unknown> = {}): Promise<string> => {
  const { sessionId } = await asked<{ sessionId: string }>((done) =>
    sdk.createSession({ mediaMode: 'routed', ...options }, done),
  )
  const mia = new WireClient({ sandbox, sessionId })
  await mia.open()
  await mia.enter()
  await mia.ask('create', '/stream/mia', STREAM)
  return sessionId
}
const found = (id: string) => asked<object>((done) => sdk.getArchive(id, done))

test('opentok starts one in stream mode manual, and takes a stream in and out', async () => {
  const sessionId = await evening()
  const options = { outputMode: 'individual', streamMode: 'manual', name: 'evening', multiArchiveTag: 'one' }
  const { id } = await asked<{ id: string }>((done) => sdk.startArchive(sessionId, options, done))
  await asked((done) => sdk.addArchiveStream(id, 'mia', { hasAudio: true, hasVideo: false }, done))
  expect(await found(id)).toMatchObject({
    ...{ status: 'started', outputMode: 'individual', streamMode: 'manual' },
    streams: [{ streamId: 'mia', hasAudio: true, hasVideo: false }],
  })
  await asked((done) => sdk.removeArchiveStream(id, 'mia', done))
  expect(await found(id)).toMatchObject({ streams: [] })
})

test('opentok is refused where the platform refuses', async () => {
  const sessionId = await evening()
  const { id } = await asked<{ id: string }>((done) => sdk.startArchive(sessionId, {}, done))
  await expect(asked((done) => sdk.addArchiveStream(id, 'mia', {}, done))).rejects.toThrow()
  await expect(asked((done) => sdk.deleteArchive(id, done))).rejects.toThrow()
  await expect(asked((done) => sdk.startArchive(sessionId, {}, done))).rejects.toThrow()
})

test('opentok finds the recording that a session began by itself, and cannot stop it', async () => {
  const sessionId = await evening({
    archiveMode: 'always',
    archiveName: 'every evening',
    archiveResolution: '1280x720',
  })
  const [archive] = await new Promise<Array<{ id: string; status: string }>>((resolve, reject) => {
    sdk.listArchives({ sessionId }, (error, archives) => (error ? reject(error) : resolve(archives)))
  })
  expect(archive).toMatchObject({ name: 'every evening', resolution: '1280x720', status: 'started' })
  await expect(asked((done) => sdk.stopArchive(archive?.id ?? '', done))).rejects.toThrow()
})

test('@vonage/video starts, lays out, chooses streams and stops', async () => {
  const sessionId = await evening()
  const { id } = await video.startArchive(sessionId, { streamMode: StreamMode.MANUAL, maxBitrate: 500_000 })
  await video.addArchiveStream(id, 'mia', true, true)
  expect(await video.getArchive(id)).toMatchObject({ maxBitrate: 500_000, streams: [{ streamId: 'mia' }] })
  await video.removeArchiveStream(id, 'mia')
  expect(await video.stopArchive(id)).toMatchObject({ status: 'stopped', reason: 'user initiated' })
})
