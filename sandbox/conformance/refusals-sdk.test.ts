/** What the sandbox refuses, in the unmodified browser SDK's own names and codes. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { SignallingFault } from '../faults/faults.ts'
import { type Sandbox, startSandbox } from '../sandbox.ts'
import { aSession } from '../testing/rest-client.ts'
import { testProject } from '../testing/test-project.ts'
import type { SessionTraits } from '../tokens/session-id.ts'
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
let pages: BrowserClient[] = []

beforeAll(async () => {
  const limits = { connections: 2, subscribersOfStream: 1 }
  sandbox = await startSandbox({ projects: [project], ffmpeg: false, limits })
  sdk = new OpenTok(project.apiKey, project.apiSecret, { apiUrl: sandbox.apiUrl })
  browser = await openSdkBrowser(sandbox.apiUrl)
  const opened = await Promise.all([1, 2, 3].map(() => browser.openPage()))
  pages = opened.map((page) => new BrowserClient(page))
}, 120_000)
afterEach(async () => {
  sandbox.control.faults.clear()
  for (const page of pages) await page.call('leave')
})
afterAll(async () => {
  await browser.close()
  await sandbox.close()
})

const enter = (index: number, sessionId: string, options: { role?: string; expireTime?: number } = {}) => {
  const page = pages[index]
  if (!page) throw new Error('no such page')
  return page.connect(project.apiKey, sessionId, sdk.generateToken(sessionId, options)).then(() => page)
}

/** Mia publishes, a moderator is there. */
const aScene = async (changes: Partial<SessionTraits> = {}) => {
  const sessionId = aSession(sandbox, 'routed', changes)
  const mia = await enter(0, sessionId, { role: 'publisher' })
  const moderator = await enter(1, sessionId, { role: 'moderator' })
  return { sessionId, mia, moderator }
}

test(
  'at the door: a full session, a bad token, a session that never was',
  async () => {
    const { sessionId } = await aScene()
    await expect(enter(2, sessionId)).rejects.toThrow(/OT_CONNECTION_LIMIT_EXCEEDED \(1027\)/)
    const page = pages[2]
    const connect = (id: string, token: string) => page?.connect(project.apiKey, id, token)
    const other = aSession(sandbox)
    await expect(connect(other, sdk.generateToken(sessionId))).rejects.toThrow(
      /OT_AUTHENTICATION_ERROR \(1004\)/,
    )
    const never = sessionId.replace(/.{6}$/, 'AAAAAA')
    await expect(connect(never, sdk.generateToken(sessionId))).rejects.toThrow(
      /OT_INVALID_SESSION_ID \(1005\)/,
    )
  },
  WITHIN_MS,
)

test(
  'a moderator is refused by the server: what each call makes of it',
  async () => {
    const { mia, moderator } = await aScene()
    const streamId = await mia.publish('Mia')
    await moderator.hears('streamCreated', { id: streamId })
    const refused = async (
      answer: SignallingFault['answer'],
      call: string,
      value: unknown,
      words: RegExp,
    ) => {
      sandbox.control.faults.add({ target: 'signalling', answer, forMs: 0, times: 1, match: { method } })
      await expect(moderator.call(call, value)).rejects.toThrow(words)
    }
    let method = 'delete'
    await refused(403, 'forceUnpublish', streamId, /OT_PERMISSION_DENIED \(1530\)/)
    await refused(404, 'forceUnpublish', streamId, /OT_NOT_FOUND/)
    await refused(403, 'forceDisconnect', mia.connectionId, /OT_INVALID_PARAMETER \(1011\)/)
    await refused(404, 'forceDisconnect', mia.connectionId, /OT_INVALID_PARAMETER \(1011\)/)
    method = 'update'
    await refused(403, 'forceMute', streamId, /OT_PERMISSION_DENIED \(1540\)/)
    method = 'signal'
    const signal = { type: 'chat', data: 'x' }
    await refused(404, 'signal', signal, /OT_NOT_FOUND \(404\)/)
    await refused(413, 'signal', signal, /OT_INVALID_PARAMETER \(413\)/)
    // The session would know 429, but its socket does not let that number through.
    await refused(429, 'signal', signal, /OT_UNEXPECTED_SERVER_RESPONSE \(2001\)/)
  },
  WITHIN_MS,
)

test(
  'too many watch one stream, and nobody publishes in clear where all is encrypted',
  async () => {
    const { mia, moderator } = await aScene()
    const streamId = await mia.publish('Mia')
    await moderator.watch(streamId)
    const watchAgain = moderator.call('subscribe', streamId)
    await expect(watchAgain).rejects.toThrow(/OT_STREAM_LIMIT_EXCEEDED \(1605\)/)
    for (const page of pages) await page.call('leave')
    const encrypted = await aScene({ e2ee: true })
    await expect(encrypted.mia.publish('Mia')).rejects.toThrow(/OT_STREAM_CREATE_FAILED \(1500\)/)
  },
  WITHIN_MS,
)

test(
  'the media server is lost: the publisher is told, and publishes again',
  async () => {
    const { mia, moderator } = await aScene()
    const streamId = await mia.publish('Mia')
    await moderator.watch(streamId)
    sandbox.control.faults.add({ target: 'media', answer: 'lost', times: 1 })
    await mia.hears('publisher.streamDestroyed', { reason: 'mediaStopped' })
    await moderator.hears('streamDestroyed', { id: streamId, reason: 'mediaStopped' })
    await moderator.watch(await mia.publish('Mia again'))
  },
  WITHIN_MS,
)

test(
  'a line that is cut for seconds is mended by the SDK as soon as it can be',
  async () => {
    const { mia, moderator } = await aScene()
    const match = { connection: mia.connectionId }
    const from = performance.now()
    sandbox.control.faults.add({ target: 'signalling', answer: 'cut', forMs: 4_000, times: 1, match })
    await mia.hears('sessionReconnecting')
    await mia.hears('sessionReconnected')
    expect(performance.now() - from).toBeGreaterThan(3_900)
    await eventually(async () => {
      const events = await moderator.events()
      return !events.some(({ name }) => name === 'connectionDestroyed') || 'announced as gone'
    })
  },
  WITHIN_MS,
)
