import { encode } from 'next-auth/jwt'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actionNamed, callAction, replyOf } from '../kit/action-index.ts'
import { eventually } from '../kit/eventually.ts'
import { type Site, sharedSite } from '../kit/site.ts'
import type { Answer, Visitor } from '../kit/visitor.ts'

/** U6: next-auth's token only names a device; a token that is valid by itself opens nothing without its row. */
let site: Site

beforeAll(async () => {
  site = await sharedSite()
}, 600_000)

afterAll(() => site?.end())

const SESSION = 'gavel.session'

/** What the visitor is to each kind of door: somebody, or nobody. */
async function knownTo(
  visitor: Visitor,
  headers: Record<string, string> = {},
): Promise<Record<string, boolean>> {
  const session = await visitor.copy().send('GET', '/api/auth/session', { headers })
  const page = await visitor.copy().send('GET', '/live', { headers })
  const rsc = await readAsScript(visitor.copy(), headers)
  const feed = await visitor.copy().send('GET', '/api/feed', { headers })
  const route = await visitor.copy().send('GET', '/api/sessions', { headers })
  const { id } = actionNamed(site.buildDir, 'liftMute')
  const action = await callAction(visitor.copy(), id, {}, { ...headers, 'sec-fetch-site': 'same-origin' })
  return {
    session: session.body.includes('@'),
    page: page.status === 200,
    rsc: rsc.status === 200 && !rsc.body.includes('/sign-in'),
    feed: feed.status === 200,
    route: route.status === 200,
    action: replyOf(action)?.code !== 'signed-out',
  }
}

/** The page as the framework's own script asks for it; at first it is sent on to an address with a hash of what it asks. */
async function readAsScript(visitor: Visitor, headers: Record<string, string>): Promise<Answer> {
  const asking = { headers: { ...headers, rsc: '1' } }
  const first = await visitor.send('GET', '/live', asking)
  const { location } = first.headers
  return typeof location === 'string' && location.includes('_rsc')
    ? visitor.send('GET', location, asking)
    : first
}

const EVERYWHERE = { session: true, page: true, rsc: true, feed: true, route: true, action: true }
const NOWHERE = { session: false, page: false, rsc: false, feed: false, route: false, action: false }

test('somebody signed in is known everywhere', async () => {
  const { visitor } = await site.signedIn('moderator')
  expect(await knownTo(visitor)).toEqual(EVERYWHERE)
})

describe('nobody is known anywhere, with a token that has not expired, when', () => {
  test('the device is revoked', async () => {
    const { visitor, deviceId } = await site.signedIn('moderator')
    await site.db.device.update({ where: { id: deviceId }, data: { revokedAt: new Date() } })
    expect(await knownTo(visitor)).toEqual(NOWHERE)
  })

  test('the device is deleted', async () => {
    const { visitor, deviceId } = await site.signedIn('moderator')
    await site.db.device.delete({ where: { id: deviceId } })
    expect(await knownTo(visitor)).toEqual(NOWHERE)
  })

  test('the account is disabled', async () => {
    const { visitor, accountId } = await site.signedIn('moderator')
    await site.db.account.update({ where: { id: accountId }, data: { disabledAt: new Date() } })
    expect(await knownTo(visitor)).toEqual(NOWHERE)
  })

  test('they have signed out: the cookie kept by a thief is worth nothing', async () => {
    const { visitor } = await site.signedIn('moderator')
    const thief = visitor.copy()
    const token = JSON.parse((await visitor.send('GET', '/api/auth/csrf')).body).csrfToken
    const answer = await visitor.send('POST', '/api/auth/signout', {
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams({ csrfToken: token, json: 'true', callbackUrl: '/sign-in' }).toString(),
    })
    expect(JSON.parse(answer.body).url).toMatch(/\/sign-in$/)
    expect(await knownTo(thief)).toEqual(NOWHERE)
  })

  test('the token is made with the real secret for a device that never was', async () => {
    const token = {
      deviceId: '01932f5e-0000-7000-8000-000000000000',
      sub: 'admin',
      email: 'admin@northlight.example',
    }
    const visitor = site.visitor()
    visitor.setCookie(SESSION, await encode({ token, secret: site.secret, maxAge: 3_600 }))
    expect(await knownTo(visitor)).toEqual(NOWHERE)
  })

  test('the token is not in the cookie but in an Authorization header, where next-auth would look for it too', async () => {
    const { visitor } = await site.signedIn('moderator')
    const token = /gavel\.session=([^;]+)/.exec(visitor.cookie)?.[1] ?? ''
    expect(await knownTo(site.visitor(), { authorization: `Bearer ${token}` })).toEqual(NOWHERE)
  })
})

test('a feed that is open when access is taken away is closed within two seconds', async () => {
  const { visitor, accountId } = await site.signedIn('moderator')
  const controller = new AbortController()
  const url = `${site.nodes[0]?.url}/api/feed`
  const stream = await fetch(url, { headers: { cookie: visitor.cookie }, signal: controller.signal })
  let ended = false
  const reading = stream.text().then(
    () => {
      ended = true
    },
    () => {},
  )
  await site.db.account.update({ where: { id: accountId }, data: { disabledAt: new Date() } })
  await site.db.$queryRaw`SELECT pg_notify('gavel_rights', ${accountId})::text`
  await eventually(() => ended || 'the feed is still open', { timeoutMs: 2_000 })
  controller.abort()
  await reading
})
