import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { networkInterfaces } from 'node:os'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rawRequest, requestText } from '../kit/raw-request.ts'
import { type Site, sharedSite } from '../kit/site.ts'

/** N12: no request makes a server connect to a host that the request names. */
type Listener = { authority: string; server: Server; heard: () => number }

let site: Site
let url: string
let host: string
let listeners: Listener[]

beforeAll(async () => {
  site = await sharedSite()
  url = site.nodes[0]?.url ?? ''
  host = new URL(url).host
  listeners = await Promise.all(['127.0.0.1', ...linkLocal()].map(listenAt))
}, 600_000)

afterAll(async () => {
  for (const { server } of listeners ?? []) server.close()
  await site?.end()
})

/** Addresses of this machine by which clouds keep their metadata; most machines have none outside of one. */
function linkLocal(): string[] {
  const all = Object.entries(networkInterfaces()).flatMap(([name, found]) =>
    (found ?? []).map((one) => ({ name, ...one })),
  )
  return all.flatMap(({ name, address }) =>
    address.startsWith('169.254.') ? [address] : address.startsWith('fe80:') ? [`${address}%${name}`] : [],
  )
}

async function listenAt(address: string): Promise<Listener> {
  let connections = 0
  const server = createServer((socket) => {
    connections += 1
    socket.on('error', () => {}).destroy()
  })
  server.listen(0, address)
  await once(server, 'listening')
  const bound = server.address()
  if (typeof bound !== 'object' || bound === null) throw new Error(`Nothing listens at ${address}`)
  const authority = address.includes(':')
    ? `[${address.split('%')[0]}]:${bound.port}`
    : `${address}:${bound.port}`
  return { authority, server, heard: () => connections }
}

const UPGRADE = {
  connection: 'Upgrade, close',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
}

/** Ways to name another host in a request. */
function requestsFor(other: string): string[] {
  const targets = [
    `http://${other}/`,
    `ws://${other}/`,
    `//${other}/`,
    `/\\${other}/`,
    `/http://${other}/`,
    `http:${other}/x`,
    '/',
  ]
  const headers = [
    { host },
    { host: other },
    { host, 'x-forwarded-host': other, forwarded: `host=${other}` },
    {
      host,
      'x-middleware-rewrite': `http://${other}/`,
      'x-invoke-path': `http://${other}/`,
      'x-matched-path': `http://${other}/`,
    },
  ]
  const plain = targets.flatMap((target) => headers.map((one) => requestText('GET', target, one)))
  const upgrades = targets.flatMap((target) =>
    headers.map((one) => requestText('GET', target, { ...one, ...UPGRADE })),
  )
  const images = ['url', 'href'].map((name) =>
    requestText('GET', `/_next/image?${name}=${encodeURIComponent(`http://${other}/a.png`)}&w=64&q=75`, {
      host,
    }),
  )
  const more = ['/_next/webpack-hmr', '/_next/hmr'].map((path) =>
    requestText('GET', path, { host, ...UPGRADE, origin: `http://${other}` }),
  )
  return [...plain, ...upgrades, ...images, ...more, requestText('CONNECT', other, { host: other })]
}

test('nobody else hears of a request, upgraded or not', async () => {
  for (const { authority } of listeners) {
    const requests = requestsFor(authority)
    const answers = await Promise.all(requests.map((text) => rawRequest(url, text)))
    expect(answers.filter(({ status }) => status >= 500 || status === 101)).toEqual([])
  }
  // The server has answered or closed every one of them: what it wanted of others it would have asked by now.
  expect((await rawRequest(url, requestText('GET', '/api/health', { host }))).status).toBe(200)
  expect(listeners.map(({ authority, heard }) => [authority, heard()])).toEqual(
    listeners.map(({ authority }) => [authority, 0]),
  )
})

test('the listener of this check does hear who connects', async () => {
  const [listener] = await Promise.all([listenAt('127.0.0.1')])
  await rawRequest(`http://${listener.authority}`, 'x')
  expect(listener.heard()).toBe(1)
  listener.server.close()
})
