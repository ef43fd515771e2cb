import { createServer, type Server } from 'node:net'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { STORAGE_LIMITS } from '#lib/custody/ask-storage.ts'
import { probeStorage } from '#lib/custody/probe-storage.ts'
import { driverOf } from '#lib/custody/storage-settings.ts'
import { createCircuit } from '#lib/platform/circuit.ts'
import { createOutgoing, ForbiddenAddress, type Resolve } from '#lib/platform/outgoing.ts'
import { rulesOf } from '#lib/platform/outgoing-rules.ts'
import { createPlatformClient } from '#lib/platform/platform-client.ts'
import { parseNetworks } from '#lib/system/outgoing-address.ts'

/**
 * S5: an address that somebody gave leads nowhere inside. The canary listens where nobody may get; that its counter stays at
 * nought is the check, whatever the answer looks like.
 */
let canary: Server
let port: number
let touched = 0
beforeAll(async () => {
  canary = createServer((socket) => {
    touched++
    socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}')
  })
  await new Promise<void>((resolve) => canary.listen(0, '0.0.0.0', resolve))
  const address = canary.address()
  port = typeof address === 'object' && address !== null ? address.port : 0
})
afterAll(() => canary.close())

const STRICT = rulesOf({})
/** Allows the public internet and these ports; nothing of this machine. */
const ask = (url: string, resolve?: Resolve, rules = STRICT) =>
  createOutgoing(rules, resolve)(new URL(url), { signal: AbortSignal.timeout(5_000) })

/** A name server that answers with the next of these at each question, and keeps nothing. */
function answering(...answers: string[][]): Resolve & { asked: number } {
  const resolve = async () => {
    const addresses = answers[Math.min(resolve.asked++, answers.length - 1)] ?? []
    return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  }
  resolve.asked = 0
  return resolve
}

describe('the canary is never reached', () => {
  test.each([
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f.1',
    '0177.0.0.1',
    '127.0.0.1.',
    '127。0。0。1',
    '0.0.0.0',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    'localhost',
    'localhost.',
  ])('by %s, with or without encryption', async (host) => {
    for (const scheme of ['http', 'https'])
      await expect(ask(`${scheme}://${host}:${port}/x`)).rejects.toBeInstanceOf(ForbiddenAddress)
    expect(touched).toBe(0)
  })

  test.each([
    ['a private address', [['127.0.0.1']]],
    ['a public and a private one', [['93.184.216.34', '127.0.0.1']]],
    ['a private one at the second question', [['127.0.0.1'], ['93.184.216.34']]],
    ['an IPv4 address in IPv6', [['::ffff:127.0.0.1']]],
    ['the metadata service', [['169.254.169.254']]],
  ] as const)('by a public name that has %s', async (_what, answers) => {
    const resolve = answering(...answers.map((list) => [...list]))
    const networkless = { ...STRICT, networks: parseNetworks('203.0.113.0/24') } // any port is allowed so
    await expect(
      ask(`https://platform.northlight.example:${port}/x`, resolve, networkless),
    ).rejects.toBeInstanceOf(ForbiddenAddress)
    expect(touched).toBe(0)
  })

  test('by a name that is public when judged and private when connected to: it is asked once', async () => {
    // Nothing answers at the first address, which is allowed here; the second is the canary's.
    const rules = { networks: parseNetworks('203.0.113.0/24'), origins: [] }
    const resolve = answering(['203.0.113.7'], ['127.0.0.1'])
    const signal = AbortSignal.timeout(500)
    const asking = createOutgoing(rules, resolve)(new URL(`https://flips.northlight.example:${port}/`), {
      signal,
    })
    await expect(asking).rejects.toThrow()
    expect([resolve.asked, touched]).toEqual([1, 0])
  })

  test('by a redirect of a platform that may be asked', async () => {
    const elsewhere = createServer((socket) => {
      socket.once('data', () =>
        socket.end(`HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:${port}/\r\nContent-Length: 0\r\n\r\n`),
      )
    })
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void elsewhere.close())
    const address = elsewhere.address()
    const from = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
    await expect(ask(from, undefined, rulesOf({ GAVEL_SANDBOX_API_URL: from }))).rejects.toThrow('redirect')
    expect(touched).toBe(0)
  })

  test('by a proxy that the environment names', async () => {
    const proxy = `http://127.0.0.1:${port}`
    const names = [
      'HTTP_PROXY',
      'HTTPS_PROXY',
      'http_proxy',
      'https_proxy',
      'ALL_PROXY',
      'NODE_USE_ENV_PROXY',
    ]
    for (const name of names) process.env[name] = name === 'NODE_USE_ENV_PROXY' ? '1' : proxy
    onTestFinished(() => {
      for (const name of names) delete process.env[name]
    })
    const nobody = answering([])
    await expect(ask('https://platform.northlight.example/', nobody)).rejects.toThrow('no address')
    expect(touched).toBe(0)
  })

  test('by a project whose address leads there: each call says so, and none is repeated', async () => {
    const credentials = { platform: 'opentok', apiKey: '4711', apiSecret: 'a-secret-of-a-project' } as const
    const apiUrl = `https://0.0.0.0:${port}`
    const client = createPlatformClient('project', { ...credentials, apiUrl }, createCircuit(Date.now))
    expect(await client.listArchives({ offset: 0, count: 1 })).toEqual({
      ok: false,
      failure: { code: 'forbidden-address' },
    })
    expect(touched).toBe(0)
  })
})

describe('by a storage whose address leads there, whichever part of it is asked', () => {
  const way = { ask: createOutgoing(STRICT), limits: STORAGE_LIMITS }
  const addresses = () => [`https://127.0.0.1:${port}`, `https://[::1]:${port}`, `https://169.254.169.254`]
  const s3 = (endpoint: string) => ({
    kind: 's3' as const,
    endpoint,
    region: 'eu-central-1',
    bucket: 'recordings',
    prefix: '',
    keyId: 'GAVEL',
    secret: 'an evening of the storage',
  })
  const azure = (endpoint: string) => ({
    kind: 'azure' as const,
    endpoint,
    container: 'recordings',
    prefix: '',
    account: 'northlight',
    secret: 'bm8ga2V5',
  })

  test.each([s3, azure])('%o', async (settingsOf) => {
    for (const endpoint of addresses()) {
      const driver = driverOf(settingsOf(endpoint), way)
      const failure = { ok: false, failure: 'unavailable' }
      const file = { contentType: 'video/mp4', uploadId: null, have: 0 }
      expect(await driver.stat('a/b.mp4')).toEqual(failure)
      expect(await driver.read('a/b.mp4', null, AbortSignal.timeout(5_000))).toEqual(failure)
      expect(await driver.remove('a/b.mp4')).toEqual(failure)
      const writer = await driver.write('a/b.mp4', file)
      if (writer.ok) expect(await writer.value.append(Buffer.from('x'))).toEqual(failure)
      for (const purpose of ['keep', 'uploads'] as const)
        expect(await probeStorage(settingsOf(endpoint), purpose, way)).toEqual(['unreachable'])
    }
    expect(touched).toBe(0)
  })
})

test('the canary is reached where the operator has allowed it, so that the check can fail', async () => {
  const rules = { networks: parseNetworks('127.0.0.0/8'), origins: [] }
  expect((await ask(`http://127.0.0.1:${port}/`, undefined, rules)).status).toBe(200)
  expect(touched).toBe(1)
})
