import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cookieNames } from '#lib/access/cookie-names.ts'
import { type Site, startSite } from '../kit/site.ts'
import type { Visitor } from '../kit/visitor.ts'

/** U8: on https every cookie is bound to this host; on plain http, which only loopback has, none can be. */
let site: Site

beforeAll(async () => {
  site = await startSite({ env: { GAVEL_URL: 'https://moderation.northlight.example' } })
}, 600_000)

afterAll(() => site?.end())

/** Every cookie that signing in, asking who one is and signing out sets. */
async function allCookies(visitor: Visitor): Promise<string[]> {
  const form = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }
  const page = await visitor.send('GET', '/sign-in')
  const csrf = await visitor.send('GET', '/api/auth/csrf')
  const { csrfToken } = JSON.parse(csrf.body)
  const body = (more: Record<string, string>) => new URLSearchParams({ csrfToken, ...more }).toString()
  const wrong = await visitor.send('POST', '/api/auth/callback/credentials', {
    headers: form,
    body: body({ email: 'nobody@northlight.example', password: 'wrong' }),
  })
  const session = await visitor.send('GET', '/api/auth/session')
  const out = await visitor.send('POST', '/api/auth/signout', { headers: form, body: body({ json: 'true' }) })
  return [page, csrf, wrong, session, out].flatMap(({ setCookies }) => setCookies)
}

describe('on https', () => {
  test('every cookie is __Host-, Secure, HttpOnly, SameSite, for the path / and no domain', async () => {
    const { visitor } = await site.signedIn('moderator')
    const { setCookies } = await visitor.copy().send('GET', '/api/auth/session')
    const cookies = [...setCookies, ...(await allCookies(site.visitor())), ...(await allCookies(visitor))]
    expect(cookies.length).toBeGreaterThan(4)
    for (const cookie of cookies) {
      expect(cookie).toMatch(/^__Host-gavel\.(session|csrf|callback)=/)
      expect(cookie).toMatch(/; Path=\/(;|$)/i)
      expect(cookie).toMatch(/; Secure(;|$)/i)
      expect(cookie).toMatch(/; HttpOnly(;|$)/i)
      expect(cookie).toMatch(/; SameSite=(Lax|Strict)(;|$)/i)
      expect(cookie).not.toMatch(/; Domain=/i)
    }
  })

  test('all of them together stay below 4 KiB', async () => {
    const { visitor } = await site.signedIn('moderator')
    await visitor.send('GET', '/sign-in')
    expect(visitor.cookie).toContain('__Host-gavel.session=')
    expect(Buffer.byteLength(visitor.cookie)).toBeLessThan(4_096)
  })

  test('a cookie under the plain name, which a sub-domain could plant, is nobody', async () => {
    const { visitor } = await site.signedIn('moderator')
    const planted = site.visitor()
    planted.setCookie('gavel.session', /__Host-gavel\.session=([^;]+)/.exec(visitor.cookie)?.[1] ?? '')
    expect((await planted.send('GET', '/api/sessions')).status).toBe(401)
  })

  test('browsers are told to stay on https', async () => {
    const { headers } = await site.visitor().send('GET', '/sign-in')
    expect(headers['strict-transport-security']).toMatch(/max-age=(\d{8,})/)
  })
})

test('on plain http no cookie claims what its browser would refuse', () => {
  const { secure, ...names } = cookieNames('http://localhost:3000')
  expect(secure).toBe(false)
  expect(Object.values(names).every((name) => name.startsWith('gavel.'))).toBe(true)
})
