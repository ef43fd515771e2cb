import { SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#lib/system/ids.ts'
import {
  CLIENT,
  type HostileProvider,
  type Lie,
  signedWith,
  startHostileProvider,
  unsigned,
} from '../kit/hostile-provider.ts'
import {
  backFromProvider,
  comeBack,
  landing,
  leaveForProvider,
  signInByProvider,
} from '../kit/provider-visit.ts'
import { type Site, startSite } from '../kit/site.ts'
import type { Visitor } from '../kit/visitor.ts'

/** U12: whatever a provider, or somebody between it and us, does differently from the standard, it opens nothing. */
let provider: HostileProvider
let other: HostileProvider
let site: Site

beforeAll(async () => {
  provider = await startHostileProvider()
  other = await startHostileProvider()
  site = await startSite({
    env: { ...provider.env, GAVEL_OIDC_NAME: 'Northlight' },
  })
}, 600_000)

afterAll(async () => {
  await site?.end()
  await provider?.stop()
  await other?.stop()
})

/** Somebody who would be let in, were it not for the lie. */
function somebody() {
  const sub = newId()
  return {
    sub,
    email: `${sub}@northlight.example`,
    email_verified: true,
    name: 'Mia Sato',
    groups: ['moderators'],
  }
}

async function isSomebody(visitor: Visitor): Promise<boolean> {
  const route = await visitor.copy().send('GET', '/api/sessions')
  const session = await visitor.copy().send('GET', '/api/auth/session')
  return route.status !== 401 || session.body.includes('@')
}

/** How many traces there are of refusals, on the record and in the log. */
async function traces(): Promise<number> {
  const recorded = await site.db.auditEntry.count({ where: { phase: 'denied' } })
  const lines = site.nodes[0]?.log.match(
    /sign-in library reports|came back from the provider|sent somebody back/g,
  )
  return recorded + (lines?.length ?? 0)
}

/** Goes a way that must open nothing: nobody is signed in or made by it, and it has left a trace. */
async function refused(way: (visitor: Visitor) => Promise<unknown>): Promise<void> {
  const [before, accounts, devices] = await Promise.all([
    traces(),
    site.db.account.count(),
    site.db.device.count(),
  ])
  const visitor = site.visitor()
  await way(visitor)
  expect(await isSomebody(visitor)).toBe(false)
  expect(await site.db.account.count()).toBe(accounts)
  expect(await site.db.device.count()).toBe(devices)
  expect(await traces()).toBeGreaterThan(before)
}

const changing = (change: Record<string, unknown>): Lie => ({
  claims: (honest) => ({ ...honest, ...change }),
})
const without = (name: string): Lie => ({ claims: ({ [name]: _, ...rest }) => rest })
const inSeconds = (name: string, seconds: number): Lie => ({
  claims: (honest) => ({ ...honest, [name]: Math.trunc(Date.now() / 1_000) + seconds }),
})

const LIES: [what: string, lie: Lie][] = [
  ['a token of another issuer', changing({ iss: 'https://login.elsewhere.example' })],
  ['a token of no issuer', without('iss')],
  ['a token for another client', changing({ aud: 'another-client' })],
  ['a token for no client', without('aud')],
  ['a token for several, asked for by nobody', changing({ aud: [CLIENT.id, 'another-client'] })],
  ['a token asked for by another client', changing({ azp: 'another-client' })],
  ['a token for several, asked for by another', changing({ aud: [CLIENT.id, 'b'], azp: 'b' })],
  ['a token that has expired', inSeconds('exp', -60)],
  ['a token that never expires', without('exp')],
  ['a token that is not good yet', inSeconds('nbf', 120)],
  ['a token made in the future', inSeconds('iat', 120)],
  ['a token of no time', without('iat')],
  ['a token made long ago', inSeconds('iat', -3_600)],
  ['a token of no flow', without('nonce')],
  ['a token of another flow', changing({ nonce: 'another' })],
  ['a token about nobody', without('sub')],
  ['a token about the empty subject', changing({ sub: '' })],
  ['a subject of ten thousand characters', changing({ sub: 'x'.repeat(10_000) })],
  ['a subject with a NUL', changing({ sub: 'admin\0' })],
  ['a subject that is a number', changing({ sub: 7 })],
  ['a token without a signature', { sign: (claims) => unsigned(claims) }],
  ['a token of the right kind without a signature', { sign: (claims) => unsigned(claims, 'RS256') }],
  [
    'the public key used as a secret',
    { sign: (claims, keys) => signedWith(JSON.stringify(keys.publicJwk), claims) },
  ],
  ['the client secret used to sign', { sign: (claims) => signedWith(CLIENT.secret, claims) }],
  [
    'a key that is not published',
    {
      sign: (claims, { foreign }) =>
        new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'k1' }).sign(foreign),
    },
  ],
  [
    'a key that is not published, under a new name',
    {
      sign: (claims, { foreign }) =>
        new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'k2' }).sign(foreign),
    },
  ],
  ['text instead of a token', { sign: () => 'not.a.token' }],
  ['a token of a hundred thousand characters', changing({ padding: 'x'.repeat(200_000) })],
  ['an unverified address', changing({ email_verified: false })],
  ['an address that is "true"', changing({ email_verified: 'true' })],
  ['no address', without('email')],
  ['two addresses', changing({ email: 'a@northlight.example,b@northlight.example' })],
  ['no mapped group', changing({ groups: ['visitors'] })],
  ['a group that only looks mapped', changing({ groups: ['Moderators', 'moderators '] })],
  ['groups that are no list', changing({ groups: { moderators: true } })],
  ['a wrong state', { callback: (query) => query.set('state', 'another') }],
  ['no state', { callback: (query) => query.delete('state') }],
  ['no code', { callback: (query) => query.delete('code') }],
  ['a code that was never given', { callback: (query) => query.set('code', 'invented') }],
  [
    'the name of another issuer',
    { callback: (query) => query.set('iss', 'https://login.elsewhere.example') },
  ],
  ['no name, though it says it gives one', { callback: (query) => query.delete('iss') }],
  ['an error beside the code', { callback: (query) => query.set('error', 'server_error') }],
  ['500 for a token', { answerToken: (response) => response.writeHead(500).end('<h1>canary-500</h1>') }],
  [
    'a token with a failing status',
    { answerToken: (response, honest) => response.writeHead(400).end(honest) },
  ],
  ['no ID token', { answerToken: (response) => response.end(JSON.stringify({ access_token: 'a' })) }],
  ['something that is not JSON', { answerToken: (response) => response.end('<html>') }],
  [
    'an answer without an end',
    {
      answerToken: (response, honest) => {
        response.writeHead(200, { 'Content-Type': 'application/json' })
        response.write(honest.replace('{', `{"padding":"${'x'.repeat(2_000_000)}",`))
        response.end()
      },
    },
  ],
  [
    'an answer that breaks off',
    { answerToken: (response) => void response.write('{"id', () => response.destroy()) },
  ],
]

describe('the honest way', () => {
  test('makes an account, signs it in by the mapped role, and is on the record', async () => {
    const person = somebody()
    provider.expect(person)
    const before = { ...provider.asked }
    const visitor = site.visitor()
    const { path } = await landing(visitor, await signInByProvider(visitor))
    expect(path).toBe('/live')
    expect(await isSomebody(visitor)).toBe(true)
    const account = await site.db.account.findUniqueOrThrow({
      where: { email: person.email },
      include: { identities: true, holdings: true, devices: true },
    })
    expect(account).toMatchObject({ name: 'Mia Sato', passwordHash: null })
    expect(account.identities).toMatchObject([{ issuer: provider.issuer, subject: person.sub, mapped: true }])
    expect(account.holdings).toMatchObject([{ source: 'provider', projectId: null, givenById: null }])
    expect(account.devices).toMatchObject([{ method: 'provider', stage: 'full' }])
    const subject = `account:${account.id}`
    for (const action of ['account.create', 'role.map'])
      expect(await site.db.auditEntry.count({ where: { action, subject } })).toBe(1)
    expect(provider.asked).toEqual({
      tokens: before.tokens + 1,
      secretsRight: before.secretsRight + 1,
      verifiersRight: before.verifiersRight + 1,
    })
  })

  test('a second time is the same account on a new device', async () => {
    const person = somebody()
    for (const visitor of [site.visitor(), site.visitor()]) {
      provider.expect(person)
      await signInByProvider(visitor)
      expect(await isSomebody(visitor)).toBe(true)
    }
    const account = await site.db.account.findUniqueOrThrow({
      where: { email: person.email },
      include: { devices: true },
    })
    expect(account.devices).toHaveLength(2)
  })

  test('ten who come at once as the same new person make one account', async () => {
    const person = somebody()
    provider.expect(person)
    const visitors = Array.from({ length: 10 }, () => site.visitor())
    await Promise.all(visitors.map(signInByProvider))
    expect(await site.db.account.count({ where: { email: person.email } })).toBe(1)
    expect(await Promise.all(visitors.map(isSomebody))).toEqual(visitors.map(() => true))
  })

  test('keeps neither our secret nor what was sent in any cookie, page or line of the log', async () => {
    provider.expect(somebody())
    const visitor = site.visitor()
    const back = await backFromProvider(await leaveForProvider(visitor))
    const answer = await comeBack(visitor, back)
    const shown = [visitor.cookie, JSON.stringify(answer), site.nodes[0]?.log].join()
    expect(shown).not.toContain(CLIENT.secret)
    expect(site.nodes[0]?.log).not.toContain(new URL(back).searchParams.get('code'))
  })
})

describe('opens nothing:', () => {
  test.each(LIES)('%s', async (_what, lie) => {
    provider.expect(somebody(), lie)
    await refused(signInByProvider)
  })

  test('a token that never comes: given up after ten seconds, in plain words', async () => {
    provider.expect(somebody(), { answerToken: () => {} })
    await refused(async (visitor) => {
      const { body } = await landing(visitor, await signInByProvider(visitor))
      expect(body).toContain('Signing in by your organisation did not work')
    })
  })

  test('somebody who is deactivated', async () => {
    const person = somebody()
    provider.expect(person)
    await signInByProvider(site.visitor())
    await site.db.account.update({ where: { email: person.email }, data: { disabledAt: new Date() } })
    provider.expect(person)
    await refused(async (visitor) => {
      const { body } = await landing(visitor, await signInByProvider(visitor))
      expect(body).toContain('This account is deactivated.')
    })
  })

  test('a flow that no page of ours has begun', async () => {
    const before = provider.asked.tokens
    const visitor = site.visitor()
    const answer = await visitor.send('POST', '/api/auth/signin/organisation', {
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' },
      body: 'csrfToken=x',
    })
    expect(answer.status).toBe(403)
    expect(provider.asked.tokens).toBe(before)
  })
})

/**
 * Here several guards stand one behind the other (cookies of the sign-in library, PKCE, state, nonce, the provider's name), and these
 * show that the way is closed. What each of ours stops by itself is shown in lib/provider/redeem-callback.test.ts.
 */
describe('opens nothing, whichever guard is the first to stop it:', () => {
  test('an address that somebody else was sent back to', async () => {
    provider.expect(somebody())
    const stolen = await backFromProvider(await leaveForProvider(site.visitor()))
    await refused((visitor) => comeBack(visitor, stolen))
  })

  test('an address that somebody else was sent back to, in a browser that has begun a flow of its own', async () => {
    provider.expect(somebody())
    const stolen = await backFromProvider(await leaveForProvider(site.visitor()))
    await refused(async (visitor) => {
      await leaveForProvider(visitor)
      await comeBack(visitor, stolen)
    })
  })

  test("somebody else's code in one's own flow", async () => {
    provider.expect(somebody())
    const theirs = new URL(await backFromProvider(await leaveForProvider(site.visitor())))
    await refused(async (visitor) => {
      const own = new URL(await backFromProvider(await leaveForProvider(visitor)))
      own.searchParams.set('code', theirs.searchParams.get('code') ?? '')
      await comeBack(visitor, own.href)
    })
  })

  test('a code for the second time', async () => {
    provider.expect(somebody())
    const first = site.visitor()
    const back = await backFromProvider(await leaveForProvider(first))
    const thief = first.copy()
    await comeBack(first, back)
    await refused(() => comeBack(thief, back))
    expect(await isSomebody(thief)).toBe(false)
  })

  test.each(['gavel.pkce', 'gavel.state', 'gavel.nonce'])('a flow without its cookie %s', async (name) => {
    provider.expect(somebody())
    await refused(async (visitor) => {
      const back = await backFromProvider(await leaveForProvider(visitor))
      visitor.setCookie(name, '')
      await comeBack(visitor, back)
    })
  })

  test('a callback that another provider answers (mix-up)', async () => {
    other.expect(somebody())
    await refused(async (visitor) => {
      const begun = new URL(await leaveForProvider(visitor))
      await comeBack(visitor, await backFromProvider(`${other.issuer}/authorize${begun.search}`))
    })
  })
})

describe('what the provider writes is not shown', () => {
  const HTML = '<img src=x onerror=alert(1)>'

  test.each([
    ['access_denied', 'You did not finish signing in'],
    ['server_error', 'Signing in by your organisation did not work'],
    [HTML, 'Signing in by your organisation did not work'],
  ])('error=%s', async (error, words) => {
    provider.expect(somebody(), {
      callback: (query) => {
        query.set('error', error)
        query.set('error_description', `${HTML} canary-text`)
      },
    })
    await refused(async (visitor) => {
      const { path, body } = await landing(visitor, await signInByProvider(visitor))
      expect(body).toContain(words)
      expect(path + body).not.toMatch(/canary-text|onerror/)
    })
  })

  test.each([HTML, 'toString', '__proto__', 'x'.repeat(4_000)])(
    'an error of no kind we know: %s',
    async (error) => {
      const { status, body } = await site.visitor().send('GET', `/sign-in?error=${encodeURIComponent(error)}`)
      expect(status).toBe(200)
      expect(body).toContain('Signing in did not work. Try again.')
      expect(body).not.toContain('<img src=x')
    },
  )
})

describe('the sign-in page', () => {
  test('offers the way by its name, and lets its form lead to that provider and no other', async () => {
    const { body, headers } = await site.visitor().send('GET', '/sign-in')
    expect(body.replaceAll('<!-- -->', '')).toContain('Continue with Northlight')
    expect(headers['content-security-policy']).toContain(`form-action 'self' ${provider.issuer};`)
    const elsewhere = await site.visitor().send('GET', '/setup')
    expect(elsewhere.headers['content-security-policy']).toContain("form-action 'self';")
  })
})

test('after all of that the honest way still works', async () => {
  provider.expect(somebody())
  const visitor = site.visitor()
  await signInByProvider(visitor)
  expect(await isSomebody(visitor)).toBe(true)
})
