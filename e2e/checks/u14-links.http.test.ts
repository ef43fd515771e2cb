import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createLink } from '#lib/people/account-links.ts'
import { noteResetAsked } from '#lib/people/reset-password.ts'
import { newId } from '#lib/system/ids.ts'
import { actionNamed, callAction, replyOf } from '../kit/action-index.ts'
import { eventually } from '../kit/eventually.ts'
import { type Site, startSite } from '../kit/site.ts'
import type { Visitor } from '../kit/visitor.ts'

/** U14: links of invites, new passwords and new addresses open once, for a while, for whom they were made, and say nothing of anybody else. */
const PASSWORD = 'another evening in december'
let site: Site
let admin: Awaited<ReturnType<Site['signedIn']>>
let roleId: string

beforeAll(async () => {
  site = await startSite({ nodes: 2 })
  admin = await site.signedIn('admin')
  roleId = (await site.db.role.findUniqueOrThrow({ where: { key: 'moderator' } })).id
}, 600_000)

beforeEach(() => site.db.mail.deleteMany())

afterAll(() => site?.end())

const call = (visitor: Visitor, name: string, input: unknown) =>
  callAction(visitor, actionNamed(site.buildDir, name).id, input).then(replyOf)

const invite = (email: unknown) =>
  call(admin.visitor, 'invite', { name: 'Priya Nair', email, roles: [{ roleId }] })

/** The link of the newest letter to this address, as somebody would open it from there. */
async function linkTo(email: string): Promise<URL> {
  let found = ''
  await eventually(async () => {
    const letter = await site.db.mail.findFirst({
      where: { to: email, kind: 'letter' },
      orderBy: { createdAt: 'desc' },
    })
    found = /https?:\/\/\S+\/link\/\S+/.exec(letter?.text ?? '')?.[0] ?? ''
    return found !== '' || `no letter to ${email} yet`
  })
  return new URL(found)
}

const PAGES: Record<string, string> = { invite: '/invite', reset: '/reset', emailChange: '/me/address' }

async function opened(url: URL, node = 0, visitor = site.visitor(node)): Promise<Visitor> {
  const forged = { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' } // of another Host, see N6
  const answer = await visitor.send('GET', url.pathname, { headers: forged })
  expect(answer.status).toBe(303)
  const page = PAGES[url.pathname.split('/')[2] ?? '']
  expect(answer.headers.location).toBe(`${site.nodes[node]?.url}${page}`)
  expect(answer.headers['referrer-policy']).toBe('no-referrer')
  return visitor
}

const accept = (visitor: Visitor) => call(visitor, 'acceptInvite', { name: 'Priya Nair', password: PASSWORD })

describe('an invite', () => {
  test('used a hundred times at once on two servers makes one account', async () => {
    expect((await invite('priya@northlight.example'))?.ok).toBe(true)
    const url = await linkTo('priya@northlight.example')
    const visitors = await Promise.all(Array.from({ length: 100 }, (_, n) => opened(url, n % 2)))
    const replies = await Promise.all(visitors.map(accept))
    expect(replies.filter((reply) => reply?.ok)).toHaveLength(1)
    expect(await site.db.account.count({ where: { email: 'priya@northlight.example' } })).toBe(1)
    expect(await accept(await opened(url))).toMatchObject({ ok: false, code: 'not-found' })
  }, 120_000)

  test('that was taken back, or replaced by a newer one, opens nothing', async () => {
    await invite('femi@northlight.example')
    const first = await linkTo('femi@northlight.example')
    await invite('femi@northlight.example')
    expect(await accept(await opened(first))).toMatchObject({ ok: false, code: 'not-found' })
    const second = await linkTo('femi@northlight.example')
    const { id } = await site.db.accountLink.findFirstOrThrow({
      where: { email: 'femi@northlight.example', revokedAt: null },
    })
    expect((await call(admin.visitor, 'revokeInvite', { linkId: id }))?.ok).toBe(true)
    expect(await accept(await opened(second))).toMatchObject({ ok: false, code: 'not-found' })
  })

  test('gives nothing any more when its sender has lost what it gives', async () => {
    const sender = await site.signedIn('admin')
    const given = { name: 'Kai', email: 'kai@northlight.example', roles: [{ roleId }] }
    await call(sender.visitor, 'invite', given)
    const url = await linkTo('kai@northlight.example')
    await site.db.roleHolding.deleteMany({ where: { accountId: sender.accountId } })
    expect(await accept(await opened(url))).toMatchObject({ ok: false, code: 'void' })
  })

  test('over its time opens nothing', async () => {
    await invite('marta@northlight.example')
    const url = await linkTo('marta@northlight.example')
    await site.db.accountLink.updateMany({ data: { expiresAt: new Date(Date.now() - 1_000) } })
    expect(await accept(await opened(url))).toMatchObject({ ok: false, code: 'not-found' })
  })

  test.each([
    [['a@northlight.example', 'b@evil.example'], 'bad-input'],
    ['a@northlight.example, b@evil.example', 'bad-address'],
    ['a@northlight.example\r\nBcc: b@evil.example', 'bad-address'],
    ['"a@northlight.example"@evil.example', 'bad-address'],
  ])('is for exactly one address: %j is refused', async (email, code) => {
    expect(await invite(email)).toMatchObject({ ok: false, code })
    expect(await site.db.mail.count()).toBe(0)
  })

  test('is kept only as a hash', async () => {
    await invite('sam@northlight.example')
    const token = (await linkTo('sam@northlight.example')).pathname.split('/').at(-1) ?? ''
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    const links = await site.db.accountLink.findMany()
    expect(JSON.stringify(links)).not.toContain(token)
  })
})

describe('a link to a new password', () => {
  const ask = (email: string) => call(site.visitor(), 'askForReset', { email })
  const set = (visitor: Visitor) => call(visitor, 'setNewPassword', { password: PASSWORD })

  test('is sent to the address on file, and its answer is the same when there is none', async () => {
    const { accountId } = await site.signedIn('moderator')
    const { email } = await site.db.account.findUniqueOrThrow({ where: { id: accountId } })
    const [known, unknown] = [await ask(email.toUpperCase()), await ask('nobody@northlight.example')]
    expect({ ...known, requestId: '' }).toEqual({ ...unknown, requestId: '' })
    await linkTo(email)
    expect(await site.db.mail.count({ where: { kind: 'letter' } })).toBe(1)
  })

  test('ends every device, voids every other link, and signs nobody in', async () => {
    const { accountId, visitor } = await site.signedIn('moderator')
    const { email } = await site.db.account.findUniqueOrThrow({ where: { id: accountId } })
    const other = await site.db.$transaction((tx) =>
      createLink(tx, { kind: 'reset', accountId, email, name: 'Ines', createdById: null }),
    )
    await ask(email)
    const brought = await opened(await linkTo(email))
    expect(await set(brought)).toMatchObject({ ok: true })
    expect((await brought.send('GET', '/live')).headers.location).toContain('/sign-in')
    expect((await visitor.send('GET', '/live')).headers.location).toContain('/sign-in')
    expect(await set(await opened(new URL(other.url)))).toMatchObject({ ok: false, code: 'not-found' })
    expect((await site.visitor().signIn(email, PASSWORD)).headers.location).toContain('/live')
  })

  test('opens nothing for an account that was deactivated meanwhile', async () => {
    const { accountId } = await site.signedIn('moderator')
    const { email } = await site.db.account.findUniqueOrThrow({ where: { id: accountId } })
    await ask(email)
    const url = await linkTo(email)
    await site.db.account.update({ where: { id: accountId }, data: { disabledAt: new Date() } })
    expect(await set(await opened(url))).toMatchObject({ ok: false, code: 'not-found' })
  })

  test('is sent three times a day at most, however often it is asked for', async () => {
    const { accountId } = await site.signedIn('moderator')
    const { email } = await site.db.account.findUniqueOrThrow({ where: { id: accountId } })
    for (let time = 0; time < 6; time++) await site.db.$transaction((tx) => noteResetAsked(tx, email))
    await eventually(async () => {
      const open = await site.db.mail.count({ where: { kind: 'resetAsked', sentAt: null } })
      return open === 0 || `${open} not answered yet`
    })
    expect(await site.db.mail.count({ where: { to: email, kind: 'letter' } })).toBe(3)
  })
})

describe('a link to a new address', () => {
  const wanted = () => `${newId()}@northlight.example`
  const ask = (visitor: Visitor, email: unknown) => call(visitor, 'askForAddress', { email })
  const change = (visitor: Visitor) => call(visitor, 'takeAddress', {})
  const addressOf = async (id: string) => (await site.db.account.findUniqueOrThrow({ where: { id } })).email

  test('shows which address becomes which to who asked, and changes it once', async () => {
    const { visitor, accountId } = await site.signedIn('moderator')
    const [from, to] = [await addressOf(accountId), wanted()]
    expect(await ask(visitor, to)).toMatchObject({ ok: true })
    const link = await linkTo(to)
    const page = await (await opened(link, 0, visitor)).send('GET', '/me/address')
    expect(page.body).toContain(from)
    expect(page.body).toContain(to)
    expect(page.body).toContain('no-referrer')
    expect(await change(visitor)).toMatchObject({ ok: true })
    expect(await addressOf(accountId)).toBe(to)
    expect(await change(await opened(link, 0, visitor))).toMatchObject({ ok: false, code: 'not-found' })
    expect((await site.visitor().signIn(from, 'a quiet evening in november')).headers.location).not.toMatch(
      /live/,
    )
    expect((await site.visitor().signIn(to, 'a quiet evening in november')).headers.location).toMatch(/live/)
  })

  test('opens nothing for who is signed out, or is somebody else', async () => {
    const { visitor, accountId } = await site.signedIn('moderator')
    const to = wanted()
    await ask(visitor, to)
    const link = await linkTo(to)
    const nobody = await opened(link)
    expect((await nobody.send('GET', '/me/address')).headers.location).toContain('/sign-in')
    expect(await change(nobody)).toMatchObject({ ok: false, code: 'signed-out' })
    const stranger = (await site.signedIn('admin')).visitor
    await opened(link, 0, stranger)
    expect((await stranger.send('GET', '/me/address')).body).not.toContain(to)
    expect(await change(stranger)).toMatchObject({ ok: false, code: 'not-found' })
    expect(await addressOf(accountId)).not.toBe(to)
  })

  test('is answered alike for an address that somebody has, and says so only where it is opened', async () => {
    const { visitor, accountId } = await site.signedIn('moderator')
    const taken = await addressOf((await site.signedIn('moderator')).accountId)
    const [known, unknown] = [await ask(visitor, taken), await ask(visitor, wanted())]
    expect({ ...known, requestId: '' }).toEqual({ ...unknown, requestId: '' })
    expect(known).toMatchObject({ ok: true })
    await ask(visitor, taken)
    await opened(await linkTo(taken), 0, visitor)
    expect((await visitor.send('GET', '/me/address')).body).toContain('has an account already')
    expect(await change(visitor)).toMatchObject({ ok: false, code: 'email-taken' })
    expect(await addressOf(accountId)).not.toBe(taken)
  })

  test('confirmed by two for one address at the same moment, on two servers, gives it to one', async () => {
    for (let round = 0; round < 5; round++) {
      const to = wanted()
      const both = await Promise.all([0, 1].map((node) => site.signedIn('moderator', node)))
      for (const [node, { visitor }] of both.entries()) {
        await site.db.mail.deleteMany({ where: { to } })
        await ask(visitor, to)
        await opened(await linkTo(to), node, visitor)
      }
      const replies = await Promise.all(both.map(({ visitor }) => change(visitor)))
      expect(replies.map((reply) => reply?.ok || reply?.code).toSorted()).toEqual(['email-taken', true])
      expect(await site.db.account.count({ where: { email: to } })).toBe(1)
    }
  }, 120_000)

  test.each([
    [['a@northlight.example', 'b@evil.example'], 'bad-input'],
    ['a@northlight.example, b@evil.example', 'bad-address'],
    ['a@northlight.example\r\nBcc: b@evil.example', 'bad-address'],
    ['"a@northlight.example"@evil.example', 'bad-address'],
  ])('is for exactly one address: %j is refused', async (email, code) => {
    const { visitor } = await site.signedIn('moderator')
    expect(await ask(visitor, email)).toMatchObject({ ok: false, code })
    expect(await site.db.mail.count()).toBe(0)
  })

  test('leaves no address on the record', async () => {
    const { visitor, accountId } = await site.signedIn('moderator')
    const [from, to] = [await addressOf(accountId), wanted()]
    await ask(visitor, to)
    await change(await opened(await linkTo(to), 0, visitor))
    const entries = await site.db.auditEntry.findMany({ where: { actorId: accountId } })
    expect(entries.map(({ action }) => action)).toContain('account.changeAddress')
    const text = JSON.stringify(entries.map(({ seq: _, ...entry }) => entry))
    for (const address of [from, to]) expect(text).not.toContain(address)
  })
})
