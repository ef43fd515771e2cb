import { request } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signature, wire } from '../kit/callbacks.ts'
import { type LiveSite, sharedLiveSite } from '../kit/live-site.ts'

/** W4: what is too large, too slow, packed or too deep is refused before anybody looks into it. */

let site: LiveSite

beforeAll(async () => {
  site = await sharedLiveSite()
}, 300_000)

afterAll(() => site?.end())

type Sent = { headers?: Record<string, string>; write: (line: import('node:http').ClientRequest) => void }

/** Sends what no well-behaved client would, and answers the status. */
function send({ headers = {}, write }: Sent): Promise<number> {
  const url = new URL(`/api/callbacks/${site.project.platformId}`, site.nodes[0]?.url)
  return new Promise((resolve, reject) => {
    const line = request(url, { method: 'POST', agent: false, headers })
    line.on('response', (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
      line.destroy()
    })
    line.on('error', reject)
    write(line)
  })
}

const bearer = (body: string | Uint8Array) => ({
  Authorization: `Bearer ${signature(site.project.platformId, body)}`,
})

test('a body of one megabyte is too large, whether its length is said or not', async () => {
  const body = 'x'.repeat(1_000_000)
  expect(await send({ headers: { 'Content-Length': '1000000' }, write: (line) => line.write(body) })).toBe(
    413,
  )
  const chunked = { 'Transfer-Encoding': 'chunked' }
  expect(await send({ headers: chunked, write: (line) => line.write(body) })).toBe(413)
})

test('a body that never ends is given up after ten seconds, and others are answered meanwhile', async () => {
  const slow = Array.from({ length: 20 }, () =>
    send({ headers: { 'Transfer-Encoding': 'chunked' }, write: (line) => line.write('{"sessionId":') }),
  )
  const started = performance.now()
  expect((await site.deliver(0, wire.joined('c-meanwhile'))).status).toBe(200)
  expect(performance.now() - started).toBeLessThan(8_000)
  expect(new Set(await Promise.all(slow))).toEqual(new Set([408]))
})

test('a packed body is refused, also one that would unpack to much', async () => {
  const bomb = gzipSync(Buffer.alloc(10_000_000, 0x20))
  const headers = { 'Content-Encoding': 'gzip', ...bearer(bomb) }
  expect(await send({ headers, write: (line) => line.end(bomb) })).toBe(415)
})

test('what is nested too deeply is refused with a reason', async () => {
  const deep = `{"sessionId":"2_S","a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`
  expect(await site.deliver(0, deep)).toMatchObject({ status: 400, code: 'too-deep' })
})

test('nothing but POST is answered', async () => {
  const url = `${site.nodes[0]?.url}/api/callbacks/${site.project.platformId}`
  for (const method of ['GET', 'PUT', 'DELETE', 'PATCH'])
    expect((await fetch(url, { method })).status).toBe(405)
})
