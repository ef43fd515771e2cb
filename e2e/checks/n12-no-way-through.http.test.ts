import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rawRequest, requestLines } from '../kit/raw-request.ts'
import { type Site, sharedSite } from '../kit/site.ts'

/** N12: nobody reaches another server through this one, by an upgrade or by writing its address into the request. */
let site: Site
let server: Server
let port: number
let arrived = 0

beforeAll(async () => {
  site = await sharedSite()
  server = createServer((socket) => {
    arrived++
    socket.on('error', () => {}).end('HTTP/1.1 200 OK\r\n\r\n')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  port = typeof address === 'object' && address ? address.port : 0
}, 600_000)

afterAll(async () => {
  server?.close()
  await site?.end()
})

const UPGRADE = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Version: 13',
]

test('not by any of the ways that once led through', async () => {
  const url = site.nodes[0]?.url ?? ''
  const ours = new URL(url).host
  const theirs = `127.0.0.1:${port}`
  const targets = [
    `http://${theirs}/`,
    `//${theirs}/`,
    `/\\${theirs}/`,
    `http:${theirs}/`,
    `@${theirs}/`,
    '/live',
  ]
  for (const target of targets)
    for (const host of [ours, theirs])
      for (const more of [UPGRADE, ['Connection: close']]) {
        const lines = requestLines(
          `GET ${target} HTTP/1.1`,
          `Host: ${host}`,
          `X-Forwarded-Host: ${theirs}`,
          ...more,
        )
        const answer = await rawRequest(url, lines, 500)
        expect([target, host, answer.startsWith('HTTP/1.1 101')]).toEqual([target, host, false])
      }
  const connect = requestLines(`CONNECT ${theirs} HTTP/1.1`, `Host: ${theirs}`)
  expect(await rawRequest(url, connect, 500)).not.toMatch(/^HTTP\/1\.1 2/)
  expect(arrived).toBe(0)
  await rawRequest(`http://${theirs}`, requestLines('GET / HTTP/1.1'), 500)
  expect(arrived, 'the listener itself works').toBe(1)
})

/** N13: nothing here makes pictures smaller, for anybody. */
test('there is no image optimiser', async () => {
  const { visitor } = await site.signedIn('admin')
  for (const wanted of [
    '/icon.svg',
    `http://127.0.0.1:${port}/a.png`,
    '//evil.example/a.avif',
    '/api/health',
  ]) {
    const { status } = await visitor.send('GET', `/_next/image?url=${encodeURIComponent(wanted)}&w=64&q=75`)
    expect([wanted, [400, 404].includes(status)]).toEqual([wanted, true])
  }
})
