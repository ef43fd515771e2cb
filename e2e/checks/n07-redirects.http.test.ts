import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Person, type Site, sharedSite } from '../kit/site.ts'

/** N7: whatever somebody writes into the address, the browser ends on this site. */
let site: Site
let origin: string
let person: Person

beforeAll(async () => {
  site = await sharedSite()
  origin = new URL(site.nodes[0]?.url ?? '').origin
  person = await site.somebody('moderator')
}, 600_000)

afterAll(() => site?.end())

const places = () => [
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '\t//evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  ' //evil.example',
  'https:evil.example',
  'https:/evil.example',
  'http://evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  `${origin}@evil.example`,
  `${origin}.evil.example`,
  '%2f%2fevil.example',
  '/%2f/evil.example',
  '/live/..//evil.example',
  'x'.repeat(8_192),
  '/live\r\nX-Set: yes',
  '%00',
  '/\0',
  'http://[',
  '/\u202e//evil',
  '',
]

/** Where a browser would be after following this. */
const endOf = (location: unknown) => new URL(String(location), `${origin}/sign-in`).origin

describe('after signing in', () => {
  test('nobody is sent to another site', async () => {
    for (const place of places()) {
      const visitor = site.visitor()
      const { csrfToken } = JSON.parse((await visitor.send('GET', '/api/auth/csrf')).body)
      const answer = await visitor.send('POST', '/api/auth/callback/credentials', {
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
        body: new URLSearchParams({ ...person, csrfToken, callbackUrl: place }).toString(),
      })
      expect([place, answer.status, endOf(answer.headers.location)]).toEqual([place, 302, origin])
      expect(answer.headers['x-set']).toBeUndefined()
    }
  })

  test('not when the form says it twice either', async () => {
    const visitor = site.visitor()
    const { csrfToken } = JSON.parse((await visitor.send('GET', '/api/auth/csrf')).body)
    const form = new URLSearchParams({ ...person, csrfToken, callbackUrl: '/live' })
    form.append('callbackUrl', 'http://evil.example')
    const answer = await visitor.send('POST', '/api/auth/callback/credentials', {
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
      body: form.toString(),
    })
    expect([answer.status, endOf(answer.headers.location)]).toEqual([302, origin])
  })
})

test('no page offers another site, by whatever name the address asks for it', async () => {
  const { visitor } = await site.signedIn('moderator')
  for (const place of places())
    for (const name of ['next', 'callbackUrl', 'returnTo', 'redirect', 'error'])
      for (const who of [site.visitor(), visitor.copy()]) {
        const answer = await who.send('GET', `/sign-in?${name}=${encodeURIComponent(place)}`)
        expect([place, name, answer.status < 500]).toEqual([place, name, true])
        if (answer.headers.location) expect([place, endOf(answer.headers.location)]).toEqual([place, origin])
        const offered = /name="callbackUrl" value="([^"]*)"/.exec(answer.body)?.[1]
        if (offered !== undefined) expect([place, endOf(offered)]).toEqual([place, origin])
      }
}, 120_000)

test('signing out and the framework’s own sign-in page stay here too', async () => {
  for (const place of places()) {
    const visitor = site.visitor()
    const { csrfToken } = JSON.parse((await visitor.send('GET', '/api/auth/csrf')).body)
    const out = await visitor.send('POST', '/api/auth/signout', {
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams({ csrfToken, callbackUrl: place }).toString(),
    })
    expect([place, out.status, endOf(out.headers.location)]).toEqual([place, 302, origin])
    const page = await visitor.send('GET', `/api/auth/signin?callbackUrl=${encodeURIComponent(place)}`)
    expect([place, page.status < 500]).toEqual([place, true])
    expect(endOf(page.headers.location ?? '/')).toBe(origin)
  }
})
