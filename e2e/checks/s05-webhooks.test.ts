import { createServer, type Server } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { createOutgoing, type Resolve } from '#lib/platform/outgoing.ts'
import { judgeAddress } from '#lib/system/outgoing-address.ts'
import { sendOne } from '#lib/webhooks/send-one.ts'
import { newWebhookSecret } from '#lib/webhooks/sign-webhook.ts'
import { webhookRules } from '#lib/webhooks/webhook-outgoing.ts'
import { testEnv } from '../kit/test-env.ts'
import { startWebhookReceiver } from '../kit/webhook-receiver.ts'

/**
 * S5 for webhooks: whatever address an admin types, and wherever its name leads later, no message reaches what only this
 * machine can reach, unless the operator has named that network for webhooks; the sandbox and the platform's are not meant.
 */
let canary: Server
let port: number
let touched = 0

beforeAll(async () => {
  canary = createServer((socket) => {
    touched++
    socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
  })
  await new Promise<void>((resolve) => canary.listen(0, '0.0.0.0', resolve))
  const address = canary.address()
  port = typeof address === 'object' && address !== null ? address.port : 0
})
afterAll(() => canary.close())

beforeEach(() => allow(''))

/** What the operator has set; the sandbox and the platform of this installation lie on loopback. */
function allow(networks: string): void {
  testEnv({
    GAVEL_WEBHOOK_NETWORKS: networks,
    GAVEL_ALLOW_PLATFORM_NETWORKS: '127.0.0.0/8',
    GAVEL_SANDBOX_API_URL: `http://127.0.0.1:${port}`,
  })
}

afterAll(() =>
  testEnv({ GAVEL_WEBHOOK_NETWORKS: '', GAVEL_ALLOW_PLATFORM_NETWORKS: '', GAVEL_SANDBOX_API_URL: '' }),
)

const message = { id: 'one', timestamp: 1, body: '{}' }
const send = (url: string, resolve?: Resolve) =>
  sendOne(createOutgoing(webhookRules(), resolve), url, [newWebhookSecret()], message)
const leadsTo =
  (address: string): Resolve =>
  async () => [{ address, family: address.includes(':') ? 6 : 4 }]

const INSIDE = [
  '127.0.0.1',
  '127.1',
  '2130706433',
  '0x7f.1',
  '0177.0.0.1',
  '0.0.0.0',
  '[::1]',
  '[::ffff:127.0.0.1]',
  '[64:ff9b::7f00:1]',
  'localhost',
  'localhost.',
]

describe('no message reaches the inside', () => {
  test.each(INSIDE)('by %s: neither kept nor sent to', async (host) => {
    for (const scheme of ['http', 'https']) {
      const url = `${scheme}://${host}:${port}/hook`
      expect(judgeAddress(url, webhookRules()).ok).toBe(false)
      expect(await send(url)).toEqual({ ok: false, failure: 'forbidden-address' })
    }
    expect(touched).toBe(0)
  })

  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '169.254.169.254',
    '100.64.0.1',
    'fd00::1',
    'fe80::1',
    '::ffff:127.0.0.1',
  ])('by a name of the public internet that leads to %s when it is asked for', async (address) => {
    expect(await send('https://pager.example.com/hook', leadsTo(address))).toEqual({
      ok: false,
      failure: 'forbidden-address',
    })
    expect(touched).toBe(0)
  })

  test('by plain http, another port, a name and password, or a query', () => {
    const why = (url: string) => {
      const judged = judgeAddress(url, webhookRules())
      return judged.ok ? 'kept' : judged.failure
    }
    expect([
      why('http://pager.example.com/'),
      why('https://pager.example.com:6379/'),
      why('https://me:secret@pager.example.com/'),
      why('https://pager.example.com/?to=me'),
      why('ftp://pager.example.com/'),
      why('https://pager.example.com/hook'),
    ]).toEqual([
      'not-https',
      'port',
      'more-than-an-address',
      'more-than-an-address',
      'not-an-address',
      'kept',
    ])
  })

  test('by the proxy of the environment', async () => {
    process.env.HTTPS_PROXY = `http://127.0.0.1:${port}`
    onTestFinished(() => {
      delete process.env.HTTPS_PROXY
    })
    await send('https://pager.example.com/', leadsTo('192.0.2.1'))
    expect(touched).toBe(0)
  })
})

describe('in a network that the operator has named for webhooks', () => {
  test('a message arrives, and a redirect to elsewhere is not followed', async () => {
    allow('127.0.0.0/8')
    const receiver = await startWebhookReceiver()
    onTestFinished(() => receiver.close())
    expect(await send(receiver.url)).toEqual({ ok: true, value: null })
    receiver.behave('redirect')
    expect(await send(receiver.url)).toEqual({ ok: false, failure: 'redirect' })
    expect(receiver.received).toHaveLength(2)
  })

  test('who hangs is given up after ten seconds', async () => {
    allow('127.0.0.0/8')
    const receiver = await startWebhookReceiver()
    onTestFinished(() => receiver.close())
    receiver.behave('hang')
    const begun = performance.now()
    expect(await send(receiver.url)).toEqual({ ok: false, failure: 'timeout' })
    expect(performance.now() - begun).toBeGreaterThan(9_900)
  }, 30_000)
})
