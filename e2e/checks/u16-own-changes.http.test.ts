import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ConfirmWays, PasskeyQuestion } from '#lib/factors/model.ts'
import { codeOf, halfSignedIn, knock, withAuthenticator, withPasskey } from '../kit/second-factors.ts'
import { type Site, sharedSite } from '../kit/site.ts'

/** U16, the part of one's own account: asked once more who it is, all other devices end, and a letter tells of it. */
let site: Site
beforeAll(async () => {
  site = await sharedSite()
}, 600_000)
afterAll(() => site?.end())

const agoMinutes = (accountId: string, minutes: number) =>
  site.db.device.updateMany({
    where: { accountId },
    data: { authenticatedAt: new Date(Date.now() - minutes * 60_000) },
  })

const CHANGES = {
  beginAuthenticator: {},
  finishAuthenticator: { code: '123456' },
  beginPasskey: {},
  renameFactor: { id: '01932f5e-0000-7000-8000-000000000000', name: 'x' },
  removeFactor: { id: '01932f5e-0000-7000-8000-000000000000' },
  renewCodes: {},
  changePassword: { current: 'x', password: 'tooth-gravel-ninety' },
  askForAddress: { email: 'not one' },
  takeAddress: {},
}

test.each(Object.entries(CHANGES))(
  '%s asks who it is when they signed in over five minutes ago',
  async (name, input) => {
    const { visitor, accountId } = await site.signedIn('moderator')
    expect((await knock(site, visitor, name, input))?.code).not.toBe('confirm-yourself')
    await agoMinutes(accountId, 6)
    expect((await knock(site, visitor, name, input))?.code).toBe('confirm-yourself')
  },
)

describe('after it', () => {
  test.each([
    ['changePassword', 'password was changed'],
    ['removeFactor', 'authenticator was removed'],
    ['renewCodes', 'recovery codes were made'],
  ])('%s has ended all other devices and written a letter', async (name, words) => {
    const person = await withAuthenticator(site)
    const elsewhere = await halfSignedIn(site, person)
    await knock(site, elsewhere, 'passByCode', { code: codeOf(person.secret) })
    expect((await elsewhere.send('GET', '/api/sessions')).status).toBe(200)
    const { id } = await site.db.factor.findFirstOrThrow({
      where: { accountId: person.accountId, kind: 'totp' },
    })
    const given: Record<string, unknown> = {
      changePassword: { current: person.password, password: 'tooth-gravel-ninety' },
      removeFactor: { id },
      renewCodes: {},
    }
    await site.db.mail.deleteMany()
    expect((await knock(site, person.visitor, name, given[name]))?.ok).toBe(true)
    expect((await elsewhere.send('GET', '/api/sessions')).status).toBe(401)
    expect((await person.visitor.send('GET', '/api/sessions')).status).toBe(200)
    const [letter, ...more] = await site.db.mail.findMany()
    expect(letter).toMatchObject({ to: person.email, text: expect.stringContaining(words) })
    expect(more).toEqual([])
  })
})

test('another address, once confirmed, has ended all other devices and told the old address', async () => {
  const person = await site.somebody('moderator')
  const [here, there] = [await halfSignedIn(site, person), await halfSignedIn(site, person)]
  const email = `new-${person.email}`
  expect((await knock(site, here, 'askForAddress', { email }))?.ok).toBe(true)
  const { text } = await site.db.mail.findFirstOrThrow({ where: { to: email } })
  const path = /\/link\/emailChange\/\S+/.exec(text ?? '')?.[0] ?? ''
  expect((await here.send('GET', path)).status).toBe(303)
  expect((await knock(site, here, 'takeAddress'))?.ok).toBe(true)
  expect((await there.send('GET', '/api/sessions')).status).toBe(401)
  expect((await here.send('GET', '/api/sessions')).status).toBe(200)
  const letters = await site.db.mail.findMany({ where: { to: person.email }, orderBy: { createdAt: 'asc' } })
  expect(letters.map(({ subject }) => subject)).toEqual([
    'Another address was asked for',
    'The address of your account was changed',
  ])
})

test('a passkey shows who it is as well as the password does', async () => {
  const person = await withPasskey(site)
  await agoMinutes(person.accountId, 6)
  const ways = (await knock(site, person.visitor, 'askWhoYouAre'))?.value as ConfirmWays
  expect(ways.password).toBe(true)
  // On a bare address no browser would use a passkey, so none is offered; the door itself is there all the same.
  const half = await halfSignedIn(site, person)
  const factor = (await knock(site, half, 'askForFactor'))?.value as PasskeyQuestion
  const wrong = await knock(site, person.visitor, 'confirmByPasskey', person.passkey.answer(factor))
  expect(wrong?.code).toBe('wrong')
  expect((await knock(site, person.visitor, 'renewCodes'))?.code).toBe('confirm-yourself')
})

describe('what is still needed stays', () => {
  test('the last factor, while a role asks for two', async () => {
    await site.db.role.update({ where: { key: 'auditor' }, data: { needsTwoFactors: true } })
    const person = await withAuthenticatorAsAuditor()
    const { id } = await site.db.factor.findFirstOrThrow({
      where: { accountId: person.accountId, kind: 'totp' },
    })
    expect((await knock(site, person.visitor, 'removeFactor', { id }))?.code).toBe('last-factor')
  })

  test('the last passkey of somebody without a password', async () => {
    const person = await withPasskey(site)
    await site.db.account.update({ where: { id: person.accountId }, data: { passwordHash: null } })
    const { id } = await site.db.factor.findFirstOrThrow({
      where: { accountId: person.accountId, kind: 'passkey' },
    })
    expect((await knock(site, person.visitor, 'removeFactor', { id }))?.code).toBe('last-way-in')
  })

  async function withAuthenticatorAsAuditor() {
    const person = await withAuthenticator(site)
    const role = await site.db.role.findUniqueOrThrow({ where: { key: 'auditor' } })
    await site.db.roleHolding.create({ data: { accountId: person.accountId, roleId: role.id } })
    return person
  }
})

describe("somebody else's", () => {
  test('factors and devices are not found', async () => {
    const [mine, theirs] = [await withAuthenticator(site), await withAuthenticator(site)]
    const factor = await site.db.factor.findFirstOrThrow({
      where: { accountId: theirs.accountId, kind: 'totp' },
    })
    const device = await site.db.device.findFirstOrThrow({ where: { accountId: theirs.accountId } })
    expect((await knock(site, mine.visitor, 'removeFactor', { id: factor.id }))?.code).toBe('not-found')
    expect((await knock(site, mine.visitor, 'renameFactor', { id: factor.id, name: 'x' }))?.code).toBe(
      'not-found',
    )
    expect((await knock(site, mine.visitor, 'signOutDevice', { id: device.id }))?.code).toBe('not-found')
    expect((await theirs.visitor.send('GET', '/api/sessions')).status).toBe(200)
  })
})

test('a device is signed out by its owner from its next request on', async () => {
  const person = await site.somebody('moderator')
  const [here, there] = [await halfSignedIn(site, person), await halfSignedIn(site, person)]
  const [, newest] = await site.db.device.findMany({
    where: { accountId: person.accountId },
    orderBy: { id: 'asc' },
  })
  expect((await knock(site, here, 'signOutDevice', { id: newest?.id }))?.ok).toBe(true)
  expect((await there.send('GET', '/api/sessions')).status).toBe(401)
  expect((await here.send('GET', '/api/sessions')).status).toBe(200)
})
