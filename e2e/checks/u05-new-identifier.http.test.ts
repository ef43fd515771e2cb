import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  askedToSignIn,
  codeOf,
  halfSignedIn,
  knock,
  withAuthenticator,
  withPasskey,
} from '../kit/second-factors.ts'
import { type Person, type Site, sharedSite } from '../kit/site.ts'
import type { Visitor } from '../kit/visitor.ts'

/** U5: each step of signing in makes a new identifier, the one before it is refused on all servers, a planted one never used. */
let site: Site
beforeAll(async () => {
  site = await sharedSite()
}, 600_000)
afterAll(() => site?.end())

const urlOf = (node: number) => site.nodes[node]?.url ?? ''
const tokenOf = (visitor: Visitor) => /gavel\.session=([^;]+)/.exec(visitor.cookie)?.[1] ?? ''

/** What each server answers to this cookie. */
async function statuses(visitor: Visitor): Promise<number[]> {
  const answers = [0, 1].map((node) => visitor.copy(urlOf(node)).send('GET', '/api/sessions'))
  return (await Promise.all(answers)).map(({ status }) => status)
}

/** As from a page that was open before somebody else signed in: the page itself would lead on. */
async function signInOver(visitor: Visitor, { email, password }: Person): Promise<void> {
  const { csrfToken } = JSON.parse((await visitor.send('GET', '/api/auth/csrf')).body)
  await visitor.send('POST', '/api/auth/callback/credentials', {
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ csrfToken, email, password, callbackUrl: '/live' }).toString(),
  })
}

describe('signing in by a password', () => {
  test('makes a new identifier, and the one this browser had is refused', async () => {
    const person = await site.somebody('moderator')
    const visitor = await halfSignedIn(site, person)
    const before = visitor.copy()
    expect(await statuses(before)).toEqual([200, 200])
    await signInOver(visitor, person)
    expect(tokenOf(visitor)).not.toBe(tokenOf(before))
    expect(await statuses(visitor)).toEqual([200, 200])
    expect(await statuses(before)).toEqual([401, 401])
  })

  test('never adopts an identifier that was planted', async () => {
    const [attacker, victim] = [await site.somebody('moderator'), await site.somebody('moderator')]
    const planted = await halfSignedIn(site, attacker)
    const browser = planted.copy()
    await signInOver(browser, victim)
    expect((await browser.send('GET', '/api/auth/session')).body).toContain(victim.email)
    expect((await planted.copy().send('GET', '/api/auth/session')).body).not.toContain('@')
    expect(await statuses(planted)).toEqual([401, 401])
  })
})

test('the second factor makes a new identifier, and the half-made one is refused', async () => {
  const person = await withAuthenticator(site)
  const visitor = await halfSignedIn(site, person)
  const half = visitor.copy()
  expect((await knock(site, visitor, 'passByCode', { code: codeOf(person.secret) }))?.ok).toBe(true)
  expect(tokenOf(visitor)).not.toBe(tokenOf(half))
  expect(await statuses(visitor)).toEqual([200, 200])
  expect(await statuses(half)).toEqual([401, 401])
  const again = await knock(site, half, 'passByCode', { code: codeOf(person.secret, 1) })
  expect(again?.code).toBe('not-found')
})

test('a passkey makes a new identifier, and never adopts one that was planted', async () => {
  const attacker = await halfSignedIn(site, await site.somebody('moderator'))
  const person = await withPasskey(site)
  const browser = attacker.copy()
  const answer = person.passkey.answer(await askedToSignIn(site, browser))
  expect((await knock(site, browser, 'signInByPasskey', answer))?.ok).toBe(true)
  expect((await browser.send('GET', '/api/auth/session')).body).toContain(person.email)
  expect(await statuses(attacker)).toEqual([401, 401])
})
