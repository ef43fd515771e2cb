import { ALL_FORMATS, BufferSource, Input } from 'mediabunny'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../sandbox.ts'
import { testProject } from '../testing/test-project.ts'
import { openSdkBrowser, type SdkBrowser } from './browser.ts'
import { BrowserClient } from './browser-client.ts'
import { eventually } from './eventually.ts'
import { asked, OpenTok, type OpenTokSdk } from './opentok-sdk.ts'

/** Seconds on an idle machine; a busy one is no reason to fail. */
const WITHIN_MS = 150_000
const project = testProject()
let sandbox: Sandbox
let browser: SdkBrowser
let sdk: OpenTokSdk
/** Loading the SDK is the dear part, so three pages serve all stories. */
const idle: BrowserClient[] = []
const busy: BrowserClient[] = []

beforeAll(async () => {
  sandbox = await startSandbox({ projects: [project], ffmpeg: false })
  sdk = new OpenTok(project.apiKey, project.apiSecret, { apiUrl: sandbox.apiUrl })
  browser = await openSdkBrowser(sandbox.apiUrl)
  const pages = await Promise.all([1, 2, 3].map(() => browser.openPage()))
  idle.push(...pages.map((page) => new BrowserClient(page)))
}, 120_000)
afterEach(async () => {
  for (const client of busy.splice(0)) {
    await client.call('leave')
    idle.push(client)
  }
})
afterAll(async () => {
  await browser.close()
  await sandbox.close()
})

const createSession = async (mediaMode: 'routed' | 'relayed'): Promise<string> =>
  (await asked<{ sessionId: string }>((done) => sdk.createSession({ mediaMode }, done))).sessionId

const enter = async (sessionId: string, role: string, data: string): Promise<BrowserClient> => {
  const client = idle.pop()
  if (!client) throw new Error('no page is free')
  busy.push(client)
  await client.connect(project.apiKey, sessionId, sdk.generateToken(sessionId, { role, data }))
  return client
}

/** Mia publishes, a moderator watches. */
const aScene = async (mediaMode: 'routed' | 'relayed') => {
  const sessionId = await createSession(mediaMode)
  const [mia, moderator] = await Promise.all([
    enter(sessionId, 'publisher', 'p_mia'),
    enter(sessionId, 'moderator', 'gavel'),
  ])
  const streamId = await mia.publish('Mia')
  return { sessionId, mia, moderator, streamId }
}

describe.each(['routed', 'relayed'] as const)('in a %s session', (mode) => {
  test(
    'a moderator sees, hears, signals, mutes, unpublishes and disconnects',
    async () => {
      const { mia, moderator, streamId } = await aScene(mode)
      await moderator.watch(streamId)
      await moderator.hears('connectionCreated', { id: mia.connectionId, data: 'p_mia' })

      await mia.call('signal', { type: 'chat', data: 'hello' })
      await moderator.hears('signal', { type: 'signal:chat', data: 'hello', from: mia.connectionId })

      await moderator.call('forceMute', streamId)
      await mia.hears('publisher.muteForced')
      await moderator.hears('streamPropertyChanged', { property: 'hasAudio', value: false })
      expect(await mia.publishes('audio')).toBe(false)

      await moderator.call('forceUnpublish', streamId)
      await mia.hears('publisher.streamDestroyed', { reason: 'forceUnpublished' })
      await moderator.hears('streamDestroyed', { id: streamId, reason: 'forceUnpublished' })

      await moderator.call('forceDisconnect', mia.connectionId)
      await mia.hears('sessionDisconnected', { reason: 'forceDisconnected' })
      await moderator.hears('connectionDestroyed', { id: mia.connectionId, reason: 'forceDisconnected' })
    },
    WITHIN_MS,
  )
})

test(
  'video that is not wanted is not sent, and comes back whole',
  async () => {
    const { moderator, streamId } = await aScene('routed')
    await moderator.watch(streamId)
    await moderator.call('subscribeToVideo', streamId, false)
    let before = await moderator.stats(streamId)
    await eventually(async () => {
      const now = await moderator.stats(streamId)
      const quiet = now.audioBytes > before.audioBytes + 4_000 && now.videoBytes === before.videoBytes
      if (now.videoBytes !== before.videoBytes) before = now
      return quiet || JSON.stringify([before, now])
    }, 20_000)
    await moderator.call('subscribeToVideo', streamId, true)
    await eventually(async () => {
      const { framesDecoded } = await moderator.stats(streamId)
      return framesDecoded > before.framesDecoded + 20 || `${framesDecoded} frames`
    }, 20_000)
  },
  WITHIN_MS,
)

test(
  'mute all reaches publishers, and who publishes later comes in muted until it is lifted',
  async () => {
    const { sessionId, mia, moderator } = await aScene('routed')
    await moderator.call('forceMuteAll')
    await mia.hears('muteForced', { active: true })
    await mia.hears('publisher.muteForced')
    const ben = await enter(sessionId, 'publisher', 'p_ben')
    await ben.publish('Ben')
    expect(await ben.publishes('audio')).toBe(false)
    await moderator.call('disableForceMute')
    await ben.hears('muteForced', { active: false })
  },
  WITHIN_MS,
)

test(
  'a page without the permission is told so by the server',
  async () => {
    const { sessionId, mia, streamId } = await aScene('relayed')
    const subscriber = await enter(sessionId, 'subscriber', 'p_zoe')
    await expect(subscriber.call('signal', { type: 'chat', data: 'x' })).rejects.toThrow()
    await expect(subscriber.call('forceDisconnect', mia.connectionId)).rejects.toThrow()
    expect((await mia.events()).some(({ name }) => name === 'sessionDisconnected')).toBe(false)
    await subscriber.hears('streamCreated', { id: streamId })
  },
  WITHIN_MS,
)

test(
  'a cut line is mended by the SDK: the same connection, and what was said meanwhile',
  async () => {
    const { sessionId, mia, moderator } = await aScene('routed')
    sandbox.control.cut(mia.connectionId)
    await mia.hears('sessionReconnecting')
    await asked((done) => sdk.signal(sessionId, mia.connectionId, { type: 'note', data: 'meanwhile' }, done))
    await mia.hears('sessionReconnected')
    await mia.hears('signal', { type: 'signal:note', data: 'meanwhile', from: null })
    const gone = (await moderator.events()).filter(({ name }) => name === 'connectionDestroyed')
    expect(gone).toEqual([])
  },
  WITHIN_MS,
)

test(
  'a recording is told to the pages and holds what was sent',
  async () => {
    const { sessionId, mia, moderator } = await aScene('routed')
    const archive = await asked<{ id: string; status: string }>((done) =>
      sdk.startArchive(sessionId, { name: 'evening' }, done),
    )
    await moderator.hears('archiveStarted', { id: archive.id })
    const from = await mia.framesSent()
    await eventually(async () => (await mia.framesSent()) > from + 100 || 'not yet 100 frames', 30_000)
    const sent = (await mia.framesSent()) - from
    await asked((done) => sdk.stopArchive(archive.id, done))
    await moderator.hears('archiveStopped', { id: archive.id })
    const recorded = await availableArchive(archive.id)
    expect(await countFrames(recorded.url ?? '')).toBeGreaterThan(sent * 0.9)
    await moderator.page.evaluate((url) => globalThis.client.play(url), recorded.url ?? '')
  },
  WITHIN_MS,
)

/** Pictures in a recording made without ffmpeg: those that came in, untouched. */
const countFrames = async (url: string): Promise<number> => {
  const source = new BufferSource(await (await fetch(url)).arrayBuffer())
  const track = await new Input({ source, formats: ALL_FORMATS }).getPrimaryVideoTrack()
  return track ? (await track.computePacketStats()).packetCount : 0
}

type Recorded = { id: string; status: string; url: string | null; size: number; duration: number }

const availableArchive = async (id: string): Promise<Recorded> => {
  let archive: Recorded = { id, status: '', url: null, size: 0, duration: 0 }
  await eventually(async () => {
    archive = await asked<Recorded>((done) => sdk.getArchive(id, done))
    return archive.status === 'available' || archive.status
  }, 30_000)
  return archive
}
