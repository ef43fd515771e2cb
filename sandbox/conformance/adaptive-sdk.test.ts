/** The unmodified browser SDK in an adaptive session: over to the direct line and back, without losing the picture. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../sandbox.ts'
import { aSession } from '../testing/rest-client.ts'
import { testProject } from '../testing/test-project.ts'
import { openSdkBrowser, type SdkBrowser } from './browser.ts'
import { BrowserClient } from './browser-client.ts'
import { eventually } from './eventually.ts'
import { framesGoOn } from './frames-go-on.ts'
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

const enter = async (sessionId: string, role: string): Promise<BrowserClient> => {
  const client = new BrowserClient(await browser.openPage())
  await client.connect(project.apiKey, sessionId, sdk.generateToken(sessionId, { role }))
  return client
}

const leg = (sessionId: string, streamId: string): string =>
  sandbox.control.platform.session(project, sessionId)?.streams.get(streamId)?.leg.state ?? 'no stream'

test(
  'two see each other directly, three by the media server, and two directly again',
  async () => {
    const sessionId = aSession(sandbox, 'adaptive')
    const [mia, moderator] = [await enter(sessionId, 'publisher'), await enter(sessionId, 'moderator')]
    const streamId = await mia.publish('Mia')
    await moderator.watch(streamId)
    const is = (wanted: string) =>
      eventually(() => leg(sessionId, streamId) === wanted || leg(sessionId, streamId), 30_000)

    await is('relayed')
    await framesGoOn(moderator, streamId)

    const third = await enter(sessionId, 'subscriber')
    await is('routed')
    await third.watch(streamId)
    await framesGoOn(moderator, streamId)

    await third.call('leave')
    await is('relayed')
    await framesGoOn(moderator, streamId)
    const gone = (await moderator.events()).filter(({ name }) => name === 'streamDestroyed')
    expect(gone, 'the stream itself never ended').toEqual([])
  },
  WITHIN_MS,
)
