import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Site, sharedSite } from '../kit/site.ts'
import type { Answer, Visitor } from '../kit/visitor.ts'

/** N7: whatever place is asked for, a browser ends up on our own site. */
const WANTED = [
  '//e.example',
  '///e.example',
  '/\\e.example',
  '\\\\e.example',
  '/\t/e.example',
  '\t//e.example',
  '\n//e.example',
  '/\n/e.example',
  ' https://e.example',
  'https:e.example',
  'https:/e.example',
  'https://e.example',
  'HTTPS://E.EXAMPLE',
  'http:e.example',
  'javascript:alert(1)',
  'java\tscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'blob:https://e.example/x',
  '@e.example',
  '/@e.example',
  ':@e.example',
  '.e.example',
  '%2F%2Fe.example',
  '/%2Fe.example',
  '%68ttps://e.example',
  '/%5Ce.example',
  '/..//e.example',
  '/.//e.example',
  '/live/..//e.example',
  'https://e.example/api/auth/callback',
  'https://e.example/sign-in',
  '/api/auth/signout',
  '/sign-in?next=//e.example',
  `/${'a'.repeat(8_192)}`,
  `https://e.example/${'a'.repeat(8_192)}`,
  'https://[',
  'http://%',
  '%',
  '\u0000',
  '\uFEFF//e.example',
  '／／e.example',
  '',
]
const NAMES = ['next', 'callbackUrl']
/** Nothing of ours reads these. */
const OTHERS = ['returnTo', 'redirect', 'url', 'continue']

let site: Site
let url: string
let moderator: Visitor

beforeAll(async () => {
  site = await sharedSite()
  url = site.nodes[0]?.url ?? ''
  moderator = (await site.signedIn('moderator')).visitor
}, 600_000)

afterAll(() => site?.end())

/** The place itself and with our own address before it, where `//` begins a path. */
const places = () => [
  ...WANTED,
  `${url}//e.example`,
  url.replace('://', '://e.example@'),
  `${url}.e.example`,
  `${url}@e.example/`,
]

/** Origins to which an answer would take a browser: by its head, its body or a script of its body. */
function ends({ status, headers, body }: Answer): { status: number; origins: string[] } {
  const refresh = String(headers.refresh ?? '').replace(/^\d+;\s*url=/, '')
  const meta = /http-equiv="refresh" content="\d+;\s*url=([^"]*)"/.exec(body)?.[1]
  const flight = /NEXT_REDIRECT;\w+;([^;]*);/.exec(body)?.[1]
  const forms = [...body.matchAll(/name="callbackUrl" value="([^"]*)"/g)].map(([, value]) => value)
  const targets = [headers.location, refresh, meta, flight, ...forms].filter(
    (one) => typeof one === 'string' && one !== '',
  )
  return {
    status,
    origins: targets.map(
      (target) => URL.parse(String(target).replaceAll('&amp;', '&'), url)?.origin ?? 'none',
    ),
  }
}

function expectOwn(what: string, answer: Answer): void {
  const { status, origins } = ends(answer)
  expect([what, status < 500, origins.filter((origin) => origin !== url)]).toEqual([what, true, []])
}

const query = (name: string, wanted: string) => new URLSearchParams({ [name]: wanted })

describe('a place asked for in the address', () => {
  test('of the sign-in page leads nowhere else, signed in or not', async () => {
    const asked = [
      ...places().flatMap((wanted) => NAMES.map((name) => [name, wanted] as const)),
      ...OTHERS.flatMap((name) => WANTED.slice(0, 3).map((wanted) => [name, wanted] as const)),
    ]
    for (const [name, wanted] of asked)
      for (const visitor of [site.visitor(), moderator.copy()])
        expectOwn(`${name}=${wanted}`, await visitor.send('GET', `/sign-in?${query(name, wanted)}`))
  })

  test('of the second step neither', async () => {
    for (const wanted of places())
      for (const path of ['/sign-in/factor', '/sign-in/set-up'])
        expectOwn(wanted, await moderator.copy().send('GET', `${path}?${query('next', wanted)}`))
  })

  test("of the sign-in library's own pages neither", async () => {
    for (const wanted of places())
      for (const path of ['/api/auth/signin', '/api/auth/signout', '/api/auth/error', '/api/auth/session'])
        expectOwn(wanted, await site.visitor().send('GET', `${path}?${query('callbackUrl', wanted)}`))
  })

  test('may be a list, or cut off in the middle of a character', async () => {
    for (const asked of [
      'next=/live&next=//e.example',
      'callbackUrl=//e.example&callbackUrl=/live',
      'next[]=//e.example',
      'next=%',
      'next=%ff%fe',
      'next=%E0%A4',
    ])
      for (const path of ['/sign-in', '/sign-in/factor', '/api/auth/signin'])
        for (const visitor of [site.visitor(), moderator.copy()])
          expectOwn(asked, await visitor.send('GET', `${path}?${asked}`))
  })

  test('may be the address itself', async () => {
    for (const path of [
      '//e.example/',
      '//e.example/live',
      '/\\e.example/',
      '/%2Fe.example/',
      '/%5Ce.example/',
      '//e.example/%2e%2e/',
      '/live/',
      '/;//e.example/',
    ])
      for (const visitor of [site.visitor(), moderator.copy()]) {
        const target = new URL(url)
        const answer = await visitor.send('GET', `${target.origin}${path}`)
        expectOwn(path, answer)
      }
  })
})

describe('a place asked for in a form', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }

  async function post(visitor: Visitor, path: string, fields: Record<string, string>): Promise<Answer> {
    const { body } = await visitor.send('GET', '/api/auth/csrf')
    const { csrfToken } = JSON.parse(body)
    return visitor.send('POST', path, {
      headers: form,
      body: new URLSearchParams({ csrfToken, ...fields }).toString(),
    })
  }

  test('of signing in leads nowhere else, with the right password or a wrong one', async () => {
    for (const callbackUrl of places()) {
      const wrong = {
        email: `${crypto.randomUUID()}@northlight.example`,
        password: 'x'.repeat(2_000),
        callbackUrl,
      }
      expectOwn(callbackUrl, await post(site.visitor(), '/api/auth/callback/credentials', wrong))
      expectOwn(callbackUrl, await post(site.visitor(), '/api/auth/signin/credentials', { callbackUrl }))
    }
    const { email, password } = await site.somebody('moderator')
    for (const callbackUrl of ['//e.example', 'https://e.example', '/\\e.example', `${url}//e.example`]) {
      const answer = await post(site.visitor(), '/api/auth/callback/credentials', {
        email,
        password,
        callbackUrl,
      })
      expect([callbackUrl, answer.headers.location]).toEqual([callbackUrl, `${url}/live`])
    }
  })

  test('of signing out neither', async () => {
    for (const callbackUrl of places()) {
      const answer = await post(site.visitor(), '/api/auth/signout', { callbackUrl, json: 'true' })
      expectOwn(callbackUrl, answer)
      if (answer.status === 200)
        expect([callbackUrl, new URL(JSON.parse(answer.body).url, url).origin]).toEqual([callbackUrl, url])
    }
  })

  test('or planted in the cookie where the library keeps it, neither', async () => {
    for (const wanted of places()) {
      const visitor = site.visitor()
      visitor.setCookie('gavel.callback', encodeURIComponent(wanted).slice(0, 3_000))
      expectOwn(wanted, await visitor.send('GET', '/api/auth/signin'))
      expectOwn(wanted, await post(visitor, '/api/auth/signout', {}))
    }
  })
})
