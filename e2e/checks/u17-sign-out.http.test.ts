import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../kit/eventually.ts'
import { deployedPages } from '../kit/route-index.ts'
import { type Site, sharedSite } from '../kit/site.ts'
import { readSse } from '../kit/sse.ts'
import type { Answer, Visitor } from '../kit/visitor.ts'

/** U17: who has signed out is out everywhere, and leaves nothing in the browser; the back button is in bad-days.spec.ts. */
let site: Site

beforeAll(async () => {
  site = await sharedSite()
}, 600_000)

afterAll(() => site?.end())

async function signOut(visitor: Visitor): Promise<Answer> {
  const { csrfToken } = JSON.parse((await visitor.send('GET', '/api/auth/csrf')).body)
  return visitor.send('POST', '/api/auth/signout', {
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ csrfToken, json: 'true', callbackUrl: '/sign-in' }).toString(),
  })
}

test('the device ends, on the record, and so does what it was told live', async () => {
  const { visitor, deviceId, accountId } = await site.signedIn('moderator')
  const other = await site.signedIn('moderator')
  const feedOf = async (who: Visitor) => {
    const { body } = await fetch(`${site.nodes[0]?.url}/api/feed`, { headers: { cookie: who.cookie } })
    if (!body) throw new Error('The feed has no body')
    return readSse(body)
  }
  const [own, others] = [await feedOf(visitor), await feedOf(other.visitor)]
  await signOut(visitor)
  const device = await site.db.device.findUniqueOrThrow({ where: { id: deviceId } })
  expect(device.revokedAt).not.toBeNull()
  expect(await site.db.auditEntry.count({ where: { action: 'account.signOut', actorId: accountId } })).toBe(1)
  await eventually(() => own.ended || 'the feed is still open', { timeoutMs: 2_000 })
  expect(others.ended).toBe(false)
  await Promise.all([own.stop(), others.stop()])
})

test('the browser is told to forget the cookie and all it kept of pages', async () => {
  const { visitor } = await site.signedIn('moderator')
  const { headers, setCookies } = await signOut(visitor)
  expect(headers['clear-site-data']).toBe('"cache"')
  expect(headers['cache-control']).toContain('no-store')
  expect(setCookies.find((cookie) => cookie.startsWith('gavel.session='))).toMatch(
    /^gavel\.session=;.*(max-age=0|expires=thu, 01 jan 1970)/i,
  )
})

test('no page of who is signed in is kept by anybody in the first place', async () => {
  const { visitor } = await site.signedIn('admin')
  for (const path of [
    ...deployedPages(site.buildDir),
    '/api/sessions',
    '/api/auth/session',
    '/api/audit/head',
  ])
    for (const target of [path, `${path}?_rsc`]) {
      const rsc: Record<string, string> = target === path ? {} : { rsc: '1' }
      const { headers, status } = await visitor.copy().send('GET', target, { headers: rsc })
      if (status !== 307)
        expect([target, headers['cache-control']]).toEqual([
          target,
          expect.stringMatching(/private.*no-store/),
        ])
    }
})
