/** Whatever is thrown at the port, it answers or closes; who is connected notices nothing. */
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../sandbox.ts'
import { sendRaw } from '../testing/raw-http.ts'
import { aSession, callRest } from '../testing/rest-client.ts'
import { testProject } from '../testing/test-project.ts'
import { STREAM, WireClient } from '../testing/wire-client.ts'

let sandbox: Sandbox
let mia: WireClient
let sessionId = ''
const logged: string[] = []
beforeAll(async () => {
  sandbox = await startSandbox({ projects: [testProject()], log: (line) => logged.push(line) })
  sessionId = aSession(sandbox)
  mia = new WireClient({ sandbox, sessionId })
  await mia.open()
  await mia.enter()
  await mia.ask('create', '/stream/s1', STREAM)
})
afterEach(async () => {
  expect(await mia.ask('signal', '/signal/still-here')).toMatchObject({ status: 200 })
  const { body } = await callRest(sandbox, 'GET', `/v2/project/{P}/session/${sessionId}/stream`)
  expect(body).toMatchObject({ count: 1 })
  expect(mia.closedWith).toBeNull()
  expect(mia.all('deleted', /./)).toEqual([])
})
afterAll(() => sandbox.close())

const HEAD = 'GET /v2/project/9000000000001/archive HTTP/1.1\r\nHost: 127.0.0.1\r\n'
const UPGRADE = 'Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n'

describe('a request', () => {
  test.each<[string, string[], RegExp]>([
    ['with 100,000 headers', [HEAD, ...Array(100).fill('a: b\r\n'.repeat(1_000)), '\r\n'], /^$|431/],
    ['with an endless header', [HEAD, `a: ${'b'.repeat(100_000)}\r\n\r\n`], /^$|431/],
    ['of another version', ['GET / HTTP/9.9\r\n\r\n'], /^$|400|505/],
    ['that is none', ['\x00\x01\x02\x03 hello\r\n\r\n'], /^$|400/],
    ['of TLS', ['\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'], /^$|400/],
    ['with an address that is none', [HEAD.replace(/\/v2\S+/, '//['), '\r\n'], / 400 /],
    ['under a name that is none', ['GET /session/x HTTP/1.1\r\nHost: [[::\r\n\r\n'], / [24]0/],
    ['with escapes that are none', [HEAD.replace('archive', 'session/%E0%A4%A/stream'), '\r\n'], / 403 /],
    ['with a length that is none', [HEAD.replace('GET', 'POST'), 'Content-Length: -1\r\n\r\n'], /^$|400/],
    ['with two lengths', [HEAD, 'Content-Length: 1\r\nContent-Length: 2\r\n\r\nab'], /^$|400/],
    [
      'with a length and in pieces',
      [HEAD.replace('GET', 'POST'), 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
      /^$|400/,
    ],
    ['for a tunnel', ['CONNECT example.org:443 HTTP/1.1\r\nHost: example.org\r\n\r\n'], /^$/],
    ['for a proxy', ['GET http://example.org/ HTTP/1.1\r\nHost: example.org\r\n\r\n'], / 40[034] /],
  ])('%s', async (_name, parts, answered) => {
    expect(await sendRaw(sandbox, parts)).toMatch(answered)
  })

  test('whose head or body comes a letter at a time holds up nobody else', async () => {
    const off = new AbortController()
    const patient = { patienceMs: 60_000, signal: off.signal }
    const slow = sendRaw(sandbox, [...HEAD], { ...patient, pauseMs: 50 })
    const post = `${HEAD.replace('GET', 'POST')}Content-Length: 9999\r\n\r\n`
    const drip = sendRaw(sandbox, [post, ...'{"a":1'], { ...patient, pauseMs: 200 })
    let ended = false
    void Promise.race([slow, drip]).then(() => {
      ended = true
    })
    expect(await callRest(sandbox, 'GET', '/v2/project/{P}/archive')).toMatchObject({ status: 200 })
    expect(ended).toBe(false)
    off.abort()
    expect([await slow, await drip]).toEqual(['', ''])
  })
})

describe('an upgrade', () => {
  test.each<[string, string, RegExp]>([
    ['to an address that is none', 'GET //[ HTTP/1.1', /^$/],
    ['elsewhere', 'GET /elsewhere HTTP/1.1', /^$/],
    ['of an old version', 'GET /rumorwebsocketsv2 HTTP/1.1\r\nSec-WebSocket-Version: 7', / 4\d\d /],
    ['without a version', 'GET /rumorwebsocketsv2 HTTP/1.1', / 4\d\d /],
    ['by POST', 'POST /rumorwebsocketsv2 HTTP/1.1\r\nSec-WebSocket-Version: 13', / 4\d\d /],
  ])('%s', async (_name, head, answered) => {
    expect(await sendRaw(sandbox, [`${head}\r\nHost: x\r\n${UPGRADE}\r\n`])).toMatch(answered)
  })
})

describe('IDs and bodies', () => {
  const hostile = fc.oneof(
    fc.constantFrom('..', '../../archive', '%2e%2e', 'a/b', 'a\\b', '\u0000', '~', "'--", '__proto__', ''),
    fc.constantFrom('constructor', 'x'.repeat(5_000), '\u202e', '😀', '1_', '1_%', '?', '#', ';x=1'),
    fc.string({ unit: 'binary', maxLength: 40 }),
  )
  const tails = [
    (id: string) => `/session/${id}/stream`,
    (id: string) => `/session/${sessionId}/stream/${id}`,
    (id: string) => `/session/${sessionId}/connection/${id}`,
    (id: string) => `/archive/${id}`,
  ]

  test('whatever stands in an address, nothing is found by it, and no 500', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, fc.constantFrom(...tails), fc.boolean(), async (id, tail, encoded) => {
        const path = `/v2/project/{P}${tail(encoded ? encodeURIComponent(id.toWellFormed()) : id)}`
        if (/[\r\n]/.test(path) || new URL(path, 'http://x').pathname.split('/').length < 6) return
        const { status } = await callRest(sandbox, 'GET', path)
        expect([200, 400, 404, 405, 408, 431]).toContain(status)
      }),
      { numRuns: 150 },
    )
  })

  const bomb = (signs: string, times: number) => signs.repeat(times)
  const bodies = fc.oneof(
    fc.json({ maxDepth: 6 }),
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.constantFrom(
      ...[bomb('[', 60_000), bomb('{"a":', 10_000), `{"data":${bomb('[', 30_000)}${bomb(']', 30_000)}}`],
      ...['{"active":true,"excludedStreamIds":{"length":1e9}}', '{"__proto__":{"active":true}}', 'null', '0'],
      ...['{"type":["a"],"data":"x"}', '{"items":[{"id":"s1","layoutClassList":[{}]}]}', '{"active":1e999}'],
    ),
  )

  test('whatever is in a body, it is refused or harmless, and no 500', async () => {
    const calls = fc.constantFrom(
      ...(['POST /mute', 'POST /signal', 'PUT /stream', 'POST /stream/s1/mute'] as const),
    )
    await fc.assert(
      fc.asyncProperty(calls, bodies, async (call, body) => {
        const [method = '', tail = ''] = call.split(' ')
        const { status } = await callRest(sandbox, method, `/v2/project/{P}/session/${sessionId}${tail}`, {
          text: body,
        })
        expect([200, 204, 400, 413]).toContain(status)
      }),
      { numRuns: 200 },
    )
    expect(logged.filter((line) => /RangeError|TypeError/.test(line))).toEqual([])
  })
})
