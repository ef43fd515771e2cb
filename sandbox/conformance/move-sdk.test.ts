/** The unmodified browser SDK with `sessionMigration`: it moves to the next server, and the picture with it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../sandbox.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { aSession, openTokKey } from '../testing/rest-client.ts'
import { testProject } from '../testing/test-project.ts'
import { mintSessionToken } from '../tokens/mint-token.ts'
import type { Role } from '../tokens/role.ts'
import { openSdkBrowser, type SdkBrowser } from './browser.ts'
import { BrowserClient } from './browser-client.ts'
import { eventually } from './eventually.ts'
import { framesGoOn } from './frames-go-on.ts'

/** Seconds on an idle machine; a busy one is no reason to fail. */
const WITHIN_MS = 150_000
const EIGHT_HOURS_MS = 8 * 3_600_000
const project = testProject()
const clock = createFakeClock(Date.now())
let sandbox: Sandbox
let browser: SdkBrowser

beforeAll(async () => {
  sandbox = await startSandbox({ projects: [project], ffmpeg: false, clock })
  browser = await openSdkBrowser(sandbox.apiUrl)
}, 120_000)
afterAll(async () => {
  await browser.close()
  await sandbox.close()
})

const enter = async (sessionId: string, role: Role, sessionMigration: boolean): Promise<BrowserClient> => {
  const client = new BrowserClient(await browser.openPage())
  const token = await mintSessionToken(openTokKey(project), { sessionId, role }, clock.now())
  await client.connect(project.apiKey, sessionId, token, { sessionMigration })
  return client
}

test(
  'after eight hours those who can move go on seeing each other, and the others are cut off',
  async () => {
    const sessionId = aSession(sandbox, 'routed')
    const mia = await enter(sessionId, 'publisher', true)
    const moderator = await enter(sessionId, 'moderator', true)
    const other = await enter(sessionId, 'publisher', false)
    const streamId = await mia.publish({ name: 'Mia' })
    await moderator.watch(streamId)
    await other.publish({ name: 'Other' })

    clock.advance(EIGHT_HOURS_MS)
    await other.hears('sessionDisconnected', { reason: 'serverRotation' })
    for (const client of [mia, moderator]) {
      await eventually(async () => {
        return (await client.events()).some(({ name }) => name === 'migrated') || 'not moved yet'
      }, 60_000)
    }
    clock.advance(30_000)
    await framesGoOn(moderator, streamId)
    await mia.signal({ type: 'chat', data: 'still here' })
    await moderator.hears('signal', { type: 'signal:chat', from: mia.connectionId })
    const names = (await moderator.events()).filter(({ id }) => id === streamId || id === mia.connectionId)
    expect(names.map(({ name }) => name)).not.toContain('streamDestroyed')
    expect(names.map(({ name }) => name)).not.toContain('connectionDestroyed')
  },
  WITHIN_MS,
)
