/** The unmodified browser SDK in an end-to-end encrypted session: the media server carries what it cannot read. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../sandbox.ts'
import { aSession } from '../testing/rest-client.ts'
import { testProject } from '../testing/test-project.ts'
import { openSdkBrowser, type SdkBrowser } from './browser.ts'
import { BrowserClient } from './browser-client.ts'
import { eventually } from './eventually.ts'
import { OpenTok, type OpenTokSdk } from './opentok-sdk.ts'

/** Seconds on an idle machine; a busy one is no reason to fail. */
const WITHIN_MS = 150_000
const project = testProject()
let sandbox: Sandbox
let browser: SdkBrowser
let sdk: OpenTokSdk

beforeAll(async () => {
  sandbox = await startSandbox({ projects: [project], ffmpeg: false })
  sdk = new OpenTok(project.apiKey, project.apiSecret, { apiUrl: sandbox.apiUrl })
  browser = await openSdkBrowser(sandbox.apiUrl)
}, 120_000)
afterAll(async () => {
  await browser.close()
  await sandbox.close()
})

const enter = async (sessionId: string, encryptionSecret: string): Promise<BrowserClient> => {
  const client = new BrowserClient(await browser.openPage())
  await client.connect(project.apiKey, sessionId, sdk.generateToken(sessionId), { encryptionSecret })
  return client
}

test(
  'who has the secret sees and hears; who has another gets packets and as good as no picture',
  async () => {
    const sessionId = aSession(sandbox, 'routed', { e2ee: true })
    const mia = await enter(sessionId, 'the secret of the evening')
    const friend = await enter(sessionId, 'the secret of the evening')
    const stranger = await enter(sessionId, 'another secret altogether')
    const streamId = await mia.publish('Mia')
    await friend.watch(streamId)
    await stranger.hears('streamCreated', { id: streamId })
    await stranger.call('subscribe', streamId)
    await eventually(async () => {
      const { videoBytes, framesDecoded } = await stranger.stats(streamId)
      // Seconds of packets, of which a decoder takes hardly one for a picture.
      expect(framesDecoded).toBeLessThan(10)
      return videoBytes > 100_000 || `${videoBytes} bytes`
    }, 30_000)
  },
  WITHIN_MS,
)
