import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clientAddress, PEER_HEADER } from '#lib/access/client-address.ts'
import { actionNamed, callAction } from '../kit/action-index.ts'
import { csrfTokenIn } from '../kit/csrf-token.ts'
import { rawRequest, requestText } from '../kit/raw-request.ts'
import { type Site, sharedSite } from '../kit/site.ts'
import type { Answer } from '../kit/visitor.ts'

/** N6: who and where we are is what is configured, never what a request says of it. */
const EVIL = 'evil.example'
const FORGED = {
  'x-forwarded-host': EVIL,
  'x-forwarded-proto': 'https',
  'x-forwarded-port': '8443',
  'x-forwarded-server': EVIL,
  'x-original-host': EVIL,
  'x-host': EVIL,
  forwarded: `for=198.51.100.7;host=${EVIL};proto=https`,
  'x-forwarded-for': '198.51.100.7',
  'x-real-ip': '198.51.100.7',
}
const PLACES = [
  '/',
  '/live',
  '/live/',
  '/sign-in',
  '/sign-in/factor',
  '/forgotten',
  '/nothing/here',
  '/link/invite/abcdefghijklmnop',
  '/link/reset/abcdefghijklmnop',
  '/api/auth/signin',
  '/api/auth/signout',
  '/api/auth/error',
  '/api/auth/csrf',
  '/api/auth/providers',
  '/api/auth/session',
  '/api/v1/sessions',
]

let site: Site
let url: string
let host: string

beforeAll(async () => {
  site = await sharedSite()
  url = site.nodes[0]?.url ?? ''
  host = new URL(url).host
}, 600_000)

afterAll(() => site?.end())

/** Where an answer leads, seen from our own address. */
const leadsTo = ({ headers }: Answer) =>
  typeof headers.location === 'string' ? new URL(headers.location, url).origin : url

describe('forged headers change', () => {
  test('no link, no redirect and no cookie', async () => {
    const { visitor } = await site.signedIn('admin')
    for (const path of PLACES)
      for (const who of [site.visitor(), visitor.copy()]) {
        const answer = await who.send('GET', path, { headers: FORGED })
        expect([path, leadsTo(answer)]).toEqual([path, url])
        expect([path, JSON.stringify(answer.headers) + answer.body]).toEqual([
          path,
          expect.not.stringContaining(EVIL),
        ])
        for (const cookie of answer.setCookies) expect(cookie).not.toMatch(/domain=|secure/i)
      }
  })

  test('not where signing in and out lead', async () => {
    const { email, password } = await site.somebody('moderator')
    const visitor = site.visitor()
    const page = await visitor.send('GET', '/sign-in', { headers: FORGED })
    const csrfToken = csrfTokenIn(page.body)
    const post = (path: string, form: Record<string, string>) =>
      visitor.send('POST', path, {
        headers: {
          ...FORGED,
          'content-type': 'application/x-www-form-urlencoded',
          'sec-fetch-site': 'same-origin',
        },
        body: new URLSearchParams({ csrfToken, ...form }).toString(),
      })
    const wrong = await post('/api/auth/callback/credentials', { email, password: 'wrong' })
    expect([wrong.status, leadsTo(wrong)]).toEqual([302, url])
    const right = await post('/api/auth/callback/credentials', { email, password, callbackUrl: '/live' })
    expect(right.headers.location).toBe(`${url}/live`)
    const out = await post('/api/auth/signout', { json: 'true', callbackUrl: '/sign-in' })
    expect(JSON.parse(out.body).url).toBe(`${url}/sign-in`)
  })

  test('not what a letter links to', async () => {
    const { visitor } = await site.signedIn('admin')
    const { id } = actionNamed(site.buildDir, 'invite')
    const role = await site.db.role.findUniqueOrThrow({ where: { key: 'moderator' } })
    const email = `${crypto.randomUUID()}@northlight.example`
    const input = { name: 'Priya Nair', email, roles: [{ roleId: role.id, projectId: null }] }
    const answer = await callAction(visitor, id, input, { ...FORGED, 'sec-fetch-site': 'same-origin' })
    expect(answer.body).toContain(`${url}/link/invite/`)
    expect(answer.body).not.toContain(EVIL)
  })

  test('not which address somebody is known by', async () => {
    const { email, password, accountId } = await site.somebody('moderator')
    const visitor = site.visitor()
    const page = await visitor.send('GET', '/sign-in')
    const csrfToken = csrfTokenIn(page.body)
    await visitor.send('POST', '/api/auth/callback/credentials', {
      headers: {
        ...FORGED,
        'x-gavel-peer': '198.51.100.7',
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
      },
      body: new URLSearchParams({ csrfToken, email, password }).toString(),
    })
    const device = await site.db.device.findFirstOrThrow({ where: { accountId } })
    expect(device.address).toBe('127.0.0.1')
  })
})

test.each([
  ['no proxy is named', undefined, '192.0.2.1', '198.51.100.7', '192.0.2.1'],
  ['another than the named proxy says so', '192.0.2.9', '192.0.2.1', '198.51.100.7', '192.0.2.1'],
  ['the named proxy says so', '192.0.2.1', '192.0.2.1', '198.51.100.7', '198.51.100.7'],
  [
    'the client has written entries of its own',
    '192.0.2.1',
    '192.0.2.1',
    '10.0.0.1, 198.51.100.7',
    '198.51.100.7',
  ],
  ['the last entry is no address', '192.0.2.1', '192.0.2.1', '198.51.100.7, unknown', '192.0.2.1'],
])(
  'of X-Forwarded-For, when %s, only the right-most entry of the named proxy is believed',
  (_when, proxy, peer, said, address) => {
    const headers = new Headers({ [PEER_HEADER]: peer, 'x-forwarded-for': said })
    expect(clientAddress(headers, proxy)).toBe(address)
  },
)

describe('a request for somebody else', () => {
  test.each([EVIL, `127.0.0.1`, `a.127.0.0.1`, `evil@127.0.0.1`, 'localhost', ''])(
    'as %j is answered by nobody',
    async (name) => {
      const { visitor } = await site.signedIn('admin')
      const port = new URL(url).port
      for (const path of [
        '/',
        '/live',
        '/sign-in',
        '/nothing',
        '/api/auth/signin',
        '/api/sessions',
        '/room/abc',
      ])
        for (const as of [name, `${name}:1${port}`]) {
          const answer = await rawRequest(url, requestText('GET', path, { host: as, cookie: visitor.cookie }))
          expect([path, as, answer.status]).toEqual([path, as, expect.toBeOneOf([400, 421])])
          expect(answer.headers.has('location')).toBe(false)
          expect(answer.headers.has('set-cookie')).toBe(false)
        }
    },
  )

  test('runs no action', async () => {
    const { visitor } = await site.signedIn('admin')
    const { id } = actionNamed(site.buildDir, 'liftMute')
    expect((await callAction(visitor, id, {}, { host: EVIL, 'sec-fetch-site': 'same-origin' })).status).toBe(
      421,
    )
  })

  test('named in the request line, which outweighs the header, neither', async () => {
    for (const target of [
      `http://${EVIL}/live`,
      `https://${EVIL}`,
      `http://${host}@${EVIL}/`,
      'ftp://evil.example/x',
    ]) {
      const answer = await rawRequest(url, requestText('GET', target, { host }))
      expect([target, answer.status, answer.headers.get('location')]).toEqual([
        target,
        expect.toBeOneOf([400, 421]),
        undefined,
      ])
    }
  })
})

test('a request line with our own whole address means its path', async () => {
  const answer = await rawRequest(url, requestText('GET', `${url}/sign-in`, { host: EVIL }))
  expect(answer.status).toBe(200)
})

test('a probe, which knows a server by its number, is answered under any name', async () => {
  for (const path of ['/api/health', '/api/ready'])
    expect((await rawRequest(url, requestText('GET', path, { host: '10.1.2.3:3000' }))).status).toBe(200)
})

test('a page opened under another name of this machine is sent home, whatever its path; a program is answered', async () => {
  const port = new URL(url).port
  const other = new URL(url).hostname === 'localhost' ? `127.0.0.1:${port}` : `localhost:${port}`
  const page = { host: other, 'sec-fetch-dest': 'document' }
  for (const path of ['/sign-in?callbackUrl=%2Flive', `//${EVIL}/live`, `/\\${EVIL}`]) {
    const { status, headers, body } = await rawRequest(url, requestText('GET', path, page))
    if (status !== 200) expect([path, status]).toEqual([path, expect.toBeOneOf([307, 308, 400, 421])])
    else expect([path, headers.get('refresh')]).toEqual([path, expect.stringMatching(`^0; url=${url}/`)])
    expect([path, body]).toEqual([path, expect.not.stringContaining('<')])
  }
  const sent = await rawRequest(url, requestText('GET', '/sign-in?callbackUrl=%2Flive', page))
  expect(sent.headers.get('refresh')).toBe(`0; url=${url}/sign-in?callbackUrl=%2Flive`)
  expect((await rawRequest(url, requestText('GET', '/sign-in', { host: other }))).body).toContain('<form')
  expect((await rawRequest(url, requestText('GET', '/live', { ...page, host: EVIL }))).status).toBe(421)
})
