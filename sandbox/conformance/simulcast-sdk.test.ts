/** The unmodified browser SDK where it is asked to send its picture in several sizes. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../sandbox.ts'
import { aSession, openTokKey } from '../testing/rest-client.ts'
import { testProject } from '../testing/test-project.ts'
import { mintSessionToken } from '../tokens/mint-token.ts'
import type { Role } from '../tokens/role.ts'
import { openSdkBrowser, type SdkBrowser } from './browser.ts'
import { BrowserClient } from './browser-client.ts'
import { eventually } from './eventually.ts'

/** Seconds on an idle machine; a busy one is no reason to fail. */
const WITHIN_MS = 150_000
const project = testProject()
let sandbox: Sandbox
let browser: SdkBrowser

beforeAll(async () => {
  sandbox = await startSandbox({ projects: [project], ffmpeg: false, simulcast: true })
  browser = await openSdkBrowser(sandbox.apiUrl)
}, 120_000)
afterAll(async () => {
  await browser.close()
  await sandbox.close()
})

const enter = async (sessionId: string, role: Role): Promise<BrowserClient> => {
  const client = new BrowserClient(await browser.openPage())
  await client.connect(
    project.apiKey,
    sessionId,
    await mintSessionToken(openTokKey(project), { sessionId, role }, new Date()),
  )
  return client
}

test(
  'who shows a picture small is sent the small one, and the large one when it is shown large again',
  async () => {
    const sessionId = aSession(sandbox, 'routed')
    const [mia, moderator] = [await enter(sessionId, 'publisher'), await enter(sessionId, 'moderator')]
    // Few pictures a second: a browser on a busy machine leaves out the largest size.
    const streamId = await mia.publish({ name: 'Mia', resolution: '640x480', frameRate: 7 })
    await moderator.watch(streamId)
    const subscriber = `subscriber:${streamId}`
    const showsAt = async (width: number) => {
      await eventually(async () => {
        const now = await moderator.ask(subscriber, 'videoWidth')
        return now === width || `${now} pixels`
      }, 60_000)
      const { framesDecoded } = await moderator.stats(streamId)
      await moderator.receives(streamId, (now) => now.framesDecoded > framesDecoded + 10)
    }
    await showsAt(640)
    await moderator.ask(subscriber, 'setPreferredResolution', { width: 320, height: 240 })
    await showsAt(320)
    await moderator.ask(subscriber, 'setPreferredResolution', { width: 640, height: 480 })
    await showsAt(640)
    expect((await moderator.stats(streamId)).audioEnergy).toBeGreaterThan(0)
  },
  WITHIN_MS,
)
