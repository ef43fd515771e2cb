import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#lib/system/ids.ts'
import { actionNamed, callAction, replyOf } from '../kit/action-index.ts'
import { type HostileProvider, startHostileProvider } from '../kit/hostile-provider.ts'
import {
  backFromProvider,
  comeBack,
  landing,
  leaveForProvider,
  signInByProvider,
} from '../kit/provider-visit.ts'
import { type Site, startSite } from '../kit/site.ts'
import type { Visitor } from '../kit/visitor.ts'

/** U13: an account is linked by its owner, who has just shown who they are, and by nothing that a provider claims. */
let provider: HostileProvider
let site: Site

beforeAll(async () => {
  provider = await startHostileProvider()
  site = await startSite({
    env: provider.env,
  })
}, 600_000)

afterAll(async () => {
  await site?.end()
  await provider?.stop()
})

type Person = Awaited<ReturnType<Site['signedIn']>>

const call = (visitor: Visitor, name: string) =>
  callAction(visitor, actionNamed(site.buildDir, name).id, {}).then((answer) => ({
    answer,
    reply: replyOf(answer),
  }))

/** Begins to link; answers where the browser is sent. */
async function beginLinking({ visitor }: Person): Promise<string> {
  const { answer } = await call(visitor, 'linkProvider')
  const url = /"url":"([^"]+)"/.exec(answer.body)?.[1]
  if (!url) throw new Error(`Nothing was begun: ${answer.body}`)
  return url
}

async function linkWhole(person: Person, sub: string) {
  provider.expect({ sub })
  return comeBack(person.visitor, await backFromProvider(await beginLinking(person)))
}

const identitiesOf = ({ accountId }: Person) => site.db.identity.findMany({ where: { accountId } })
const emailOf = async ({ accountId }: Person) =>
  (await site.db.account.findUniqueOrThrow({ where: { id: accountId } })).email
const anHourAgo = ({ deviceId }: Person) =>
  site.db.device.update({
    where: { id: deviceId },
    data: { authenticatedAt: new Date(Date.now() - 3_600_000) },
  })
const isSignedIn = async (visitor: Visitor) =>
  (await visitor.copy().send('GET', '/api/sessions')).status !== 401

describe('an address that a provider claims is nobody', () => {
  test.each([
    ['verified', true, /An account with this address exists\. Sign in to it, then link/],
    ['unverified', false, /does not say that your e-mail address is verified/],
    ['of which it says nothing', null, /does not say that your e-mail address is verified/],
  ])(
    "the admin's, %s: no link, no session, and an entry that names the admin",
    async (_what, verified, words) => {
      const admin = await site.signedIn('admin')
      const sub = newId()
      const email = (await emailOf(admin)).toUpperCase()
      provider.expect({ sub, email, email_verified: verified, groups: ['moderators'] })
      const visitor = site.visitor()
      const { body } = await landing(visitor, await signInByProvider(visitor))
      expect(body.replaceAll('&#x27;', "'")).toMatch(words)
      expect(await isSignedIn(visitor)).toBe(false)
      expect(await site.db.identity.count({ where: { subject: sub } })).toBe(0)
      const entry = { phase: 'denied', action: 'account.signIn', subject: `account:${admin.accountId}` }
      expect(await site.db.auditEntry.count({ where: entry })).toBe(1)
    },
  )

  test('a known person who now claims the address of the admin stays who they were', async () => {
    const [person, admin] = [await site.signedIn('moderator'), await site.signedIn('admin')]
    const sub = newId()
    await linkWhole(person, sub)
    provider.expect({ sub, email: await emailOf(admin), email_verified: true })
    const visitor = site.visitor()
    await signInByProvider(visitor)
    const session = await visitor.send('GET', '/api/auth/session')
    expect(session.body).toContain(await emailOf(person))
  })
})

describe('linking', () => {
  test('by its owner, who has just signed in: it opens the account from then on, and they are told by mail', async () => {
    const person = await site.signedIn('moderator')
    const sub = newId()
    const { path, body } = await landing(person.visitor, await linkWhole(person, sub))
    expect(path).toBe('/me/provider?linked=')
    expect(body).toContain('It is linked')
    expect(await identitiesOf(person)).toMatchObject([
      { issuer: provider.issuer, subject: sub, mapped: false },
    ])
    const mine = { actorId: person.accountId, action: 'identity.link', phase: 'event' }
    expect(await site.db.auditEntry.count({ where: mine })).toBe(1)
    expect(await site.db.mail.count({ where: { to: await emailOf(person) } })).toBe(1)

    provider.expect({ sub })
    const elsewhere = site.visitor()
    await signInByProvider(elsewhere)
    expect((await elsewhere.send('GET', '/api/auth/session')).body).toContain(await emailOf(person))
  })

  test('asks who is there when that was an hour ago', async () => {
    const person = await site.signedIn('moderator')
    await anHourAgo(person)
    expect((await call(person.visitor, 'linkProvider')).reply?.code).toBe('confirm-yourself')
  })

  test('asks for the person to be shown at the provider too, and proves itself there', async () => {
    const url = new URL(await beginLinking(await site.signedIn('moderator')))
    expect(url.searchParams.get('prompt')).toBe('login')
    expect(url.searchParams.get('code_challenge_method')).toBe('S256')
    expect(url.origin).toBe(provider.issuer)
  })

  test.each([
    ['a browser where nobody is signed in', async () => site.visitor()],
    ['a browser where somebody else is signed in', async () => (await site.signedIn('moderator')).visitor],
  ])('begun here and finished in %s links nothing', async (_what, elsewhere) => {
    const person = await site.signedIn('moderator')
    const visitor = await elsewhere()
    provider.expect({ sub: newId() })
    const before = await site.db.identity.count()
    await comeBack(visitor, await backFromProvider(await beginLinking(person)))
    expect(await site.db.identity.count()).toBe(before)
    const entry = { phase: 'denied', action: 'identity.link', subject: `account:${person.accountId}` }
    expect(await site.db.auditEntry.count({ where: entry })).toBe(1)
  })

  test("by a sign-in that somebody else has begun links nothing: an attacker's is not slipped in", async () => {
    const person = await site.signedIn('moderator')
    provider.expect({ sub: newId() })
    const theirs = await backFromProvider(await leaveForProvider(site.visitor()))
    await beginLinking(person)
    await comeBack(person.visitor, theirs)
    expect(await identitiesOf(person)).toEqual([])
  })

  test('works once, and not after ten minutes', async () => {
    const person = await site.signedIn('moderator')
    provider.expect({ sub: newId() })
    const late = await backFromProvider(await beginLinking(person))
    await site.db.challenge.updateMany({ data: { expiresAt: new Date(Date.now() - 1_000) } })
    await comeBack(person.visitor, late)
    expect(await identitiesOf(person)).toEqual([])

    provider.expect({ sub: newId() })
    const back = await backFromProvider(await beginLinking(person))
    await comeBack(person.visitor, back)
    await site.db.identity.deleteMany({ where: { accountId: person.accountId } })
    await comeBack(person.visitor, back)
    expect(await identitiesOf(person)).toEqual([])
  })

  test('what is linked to somebody else is refused, in words and on the record', async () => {
    const [owner, other] = [await site.signedIn('moderator'), await site.signedIn('admin')]
    const sub = newId()
    await linkWhole(owner, sub)
    const { body } = await landing(other.visitor, await linkWhole(other, sub))
    expect(body).toContain('This sign-in is linked to another account.')
    expect(await identitiesOf(other)).toEqual([])
    expect(await identitiesOf(owner)).toHaveLength(1)
    const entry = { phase: 'denied', action: 'identity.link', subject: `account:${other.accountId}` }
    expect(await site.db.auditEntry.count({ where: entry })).toBe(1)
  })

  test('a token that proves nothing links nothing', async () => {
    const person = await site.signedIn('moderator')
    provider.expect({ sub: newId() }, { claims: (honest) => ({ ...honest, nonce: 'another' }) })
    const { body } = await landing(
      person.visitor,
      await comeBack(person.visitor, await backFromProvider(await beginLinking(person))),
    )
    expect(body.replaceAll('&#x27;', "'")).toContain(
      "Your organisation's sign-in did not confirm who you are",
    )
    expect(await identitiesOf(person)).toEqual([])
  })
})

describe('unlinking', () => {
  test('by its owner, who has just signed in: it opens nothing any more, also where it had', async () => {
    const person = await site.signedIn('moderator')
    const sub = newId()
    await linkWhole(person, sub)
    provider.expect({ sub })
    const elsewhere = site.visitor()
    await signInByProvider(elsewhere)
    expect(await isSignedIn(elsewhere)).toBe(true)

    await anHourAgo(person)
    expect((await call(person.visitor, 'unlinkProvider')).reply?.code).toBe('confirm-yourself')
    await site.db.device.update({ where: { id: person.deviceId }, data: { authenticatedAt: new Date() } })
    expect((await call(person.visitor, 'unlinkProvider')).reply?.ok).toBe(true)
    expect(await isSignedIn(elsewhere)).toBe(false)
    expect(await isSignedIn(person.visitor)).toBe(true)
    provider.expect({ sub })
    await signInByProvider(elsewhere)
    expect(await isSignedIn(elsewhere)).toBe(false)
  })

  test('is refused when nothing else would open the account', async () => {
    const person = await site.signedIn('moderator')
    await linkWhole(person, newId())
    await site.db.account.update({ where: { id: person.accountId }, data: { passwordHash: null } })
    expect((await call(person.visitor, 'unlinkProvider')).reply?.code).toBe('last-way')
    expect(await identitiesOf(person)).toHaveLength(1)
  })

  test('is refused for an account that came by the provider', async () => {
    const sub = newId()
    provider.expect({ sub, email: `${sub}@northlight.example`, email_verified: true, groups: ['moderators'] })
    const visitor = site.visitor()
    await signInByProvider(visitor)
    expect((await call(visitor, 'unlinkProvider')).reply?.code).toBe('kept')
  })
})
