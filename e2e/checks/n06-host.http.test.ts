import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addresses, PAGES } from '../kit/addresses.ts'
import { rawRequest, requestLines } from '../kit/raw-request.ts'
import { type Site, sharedSite } from '../kit/site.ts'
import type { Answer } from '../kit/visitor.ts'

/** N6: what a request says about the name it was sent to is never believed, and never comes back. */
const EVIL = 'evil.example'
let site: Site
let url: string

beforeAll(async () => {
  site = await sharedSite()
  url = site.nodes[0]?.url ?? ''
}, 600_000)

afterAll(() => site?.end())

const says = ({ headers, setCookies, body }: Answer) => JSON.stringify([headers, setCookies]) + body

describe('a request to another name', () => {
  test('is told that it is misdirected, whatever it asks for; only probes are answered', async () => {
    const probes = ['/api/health', '/api/ready']
    const paths = addresses(site.buildDir).filter((path) => !path.startsWith('/api/callbacks/'))
    expect(paths).toEqual(expect.arrayContaining(probes))
    for (const path of paths) {
      const answer = await site.visitor().send('GET', path, { headers: { host: EVIL } })
      expect([path, answer.status]).toEqual([path, probes.includes(path) ? 200 : 421])
      expect(says(answer)).not.toContain(EVIL)
    }
  })

  test('is refused by another port and as another user too', async () => {
    const { host, port } = new URL(url)
    for (const wrong of [
      `127.0.0.1:${Number(port) + 1}`,
      `${EVIL}:${port}`,
      `a@${host}`,
      `${host}.${EVIL}`,
    ]) {
      const { status } = await site.visitor().send('GET', '/sign-in', { headers: { host: wrong } })
      expect([wrong, [400, 421].includes(status)]).toEqual([wrong, true])
    }
  })

  test("is let in by this machine's other name", async () => {
    const { port } = new URL(url)
    const answer = await site.visitor().send('GET', '/sign-in', { headers: { host: `localhost:${port}` } })
    expect(answer.status).toBe(200)
  })
})

describe('forwarding headers', () => {
  const forged = [
    { 'x-forwarded-host': EVIL, 'x-forwarded-proto': 'https', 'x-forwarded-port': '444' },
    { forwarded: `host=${EVIL};proto=https` },
    {
      'x-host': EVIL,
      'x-forwarded-server': EVIL,
      'x-original-url': `http://${EVIL}/`,
      'x-rewrite-url': '/a',
    },
  ]

  test('change no link, redirect or cookie, signed in or not', async () => {
    const { visitor } = await site.signedIn('admin')
    const auth = [
      '/api/auth/signin',
      '/api/auth/signout',
      '/api/auth/providers',
      '/api/auth/csrf',
      '/link/reset/abc',
    ]
    for (const headers of forged)
      for (const path of [...PAGES, ...auth])
        for (const who of [site.visitor(), visitor.copy()]) {
          const answer = await who.send('GET', path, { headers })
          expect([path, says(answer).includes(EVIL)]).toEqual([path, false])
          const { location } = answer.headers
          if (location) expect(new URL(String(location), url).origin).toBe(new URL(url).origin)
        }
  }, 120_000)

  test('are no address: who signs in is on the record by where the connection came from', async () => {
    const { email, password, accountId } = await site.somebody('moderator')
    const visitor = site.visitor()
    const { csrfToken } = JSON.parse((await visitor.send('GET', '/api/auth/csrf')).body)
    await visitor.send('POST', '/api/auth/callback/credentials', {
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
        'x-forwarded-for': '203.0.113.9',
        'x-real-ip': '203.0.113.9',
        'x-gavel-peer': '203.0.113.9',
      },
      body: new URLSearchParams({ csrfToken, email, password }).toString(),
    })
    const device = await site.db.device.findFirstOrThrow({ where: { accountId } })
    expect(device.address).toBe('127.0.0.1')
  })
})

test('a request line with an address in it is taken for its path', async () => {
  const { host } = new URL(url)
  for (const line of [`GET http://${EVIL}/live HTTP/1.1`, `GET https://${EVIL}//live?a HTTP/1.1`]) {
    const answer = await rawRequest(url, requestLines(line, `Host: ${host}`, 'Connection: close'))
    expect(answer).toMatch(/^HTTP\/1\.1 (307|308|404)/)
    expect(answer).not.toContain(EVIL)
  }
  const both = requestLines(`GET http://${EVIL}/live HTTP/1.1`, `Host: ${EVIL}`, 'Connection: close')
  expect(await rawRequest(url, both)).toMatch(/^HTTP\/1\.1 421/)
})
