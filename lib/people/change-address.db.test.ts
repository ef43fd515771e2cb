import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '#lib/access/actor.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { anAccount, anActor, aSignedIn } from '../../e2e/kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { testEnv } from '../../e2e/kit/test-env.ts'
import { createLink } from './account-links.ts'
import { askForAddress, changeAddress, findChange } from './change-address.ts'
import { erasePerson } from './erase-person.ts'
import { findPerson } from './find-person.ts'
import { setPasswordByLink } from './reset-password.ts'

let database: TestDatabase
let db: Database
let actor: Actor
let before: string
const wanted = () => `${newId()}@northlight.example`

beforeAll(async () => {
  testEnv()
  database = await createTestDatabase()
  db = openDatabase(database.url)
})

beforeEach(async () => {
  const { actor: signedIn } = await aSignedIn(db, [], 'everywhere')
  before = (await db.account.findUniqueOrThrow({ where: { id: signedIn.accountId } })).email
  actor = { ...signedIn, email: before }
})

afterAll(async () => {
  await db.$disconnect()
  await database.drop()
})

const person = async (tx: Parameters<typeof findPerson>[0], id: string) => {
  const found = await findPerson(tx, id)
  if (!found) throw new Error('Nobody')
  return found
}
const ask = (email: string) =>
  db.$transaction(async (tx) => askForAddress(tx, await person(tx, actor.accountId), email))

/** The token of the newest letter to an address, as its owner would have it. */
async function tokenAt(to: string): Promise<string> {
  const letter = await db.mail.findFirst({ where: { to }, orderBy: { createdAt: 'desc' } })
  return /\/link\/emailChange\/(\S+)/.exec(letter?.text ?? '')?.[1] ?? ''
}

const request = { address: null, requestId: 'test' }
/** Whether the link opened; and if so, what became of it. */
const confirm = (token: string, as = actor) =>
  db.$transaction(async (tx) => {
    const found = await findChange(tx, await findPerson(tx, as.accountId), token)
    return found ? changeAddress(tx, as, found, request) : null
  })
const addressNow = async () => (await db.account.findUniqueOrThrow({ where: { id: actor.accountId } })).email

describe('asking for another address', () => {
  test('changes nothing yet: a link goes to the new address, and word of it without the link to the old one', async () => {
    const email = wanted()
    expect(await ask(` ${email.toUpperCase()} `)).toEqual({ ok: true, value: null })
    expect(await addressNow()).toBe(before)
    expect(Buffer.from(await tokenAt(email), 'base64url')).toHaveLength(32)
    const told = await db.mail.findFirstOrThrow({ where: { to: before } })
    expect(told.text).toMatch(/ask an admin.*\/me\/security/s)
    expect(told.text).not.toContain('/link/')
  })

  test('keeps only the hash of the link, for half an hour', async () => {
    const email = wanted()
    await ask(email)
    const [link] = await db.accountLink.findMany({ where: { email } })
    expect(Buffer.from(link?.tokenHash ?? []).toString('base64url')).not.toBe(await tokenAt(email))
    const minutes = (Number(link?.expiresAt) - Number(link?.createdAt)) / 60_000
    expect(minutes).toBe(30)
  })

  test('is answered alike, with the same letters, when somebody else has that address', async () => {
    const theirs = (await anAccount(db)).email
    const free = wanted()
    expect(await ask(theirs)).toEqual(await ask(free))
    const letters = await Promise.all([theirs, free].map((to) => db.mail.findFirstOrThrow({ where: { to } })))
    const [one, other] = letters.map(({ text }) => text?.replace(/\/link\/\S+/, ''))
    expect(one).toBe(other)
  })

  test.each([
    ['a@northlight.example, b@evil.example'],
    ['a@northlight.example\r\nBcc: b@evil.example'],
    ['"a@northlight.example"@evil.example'],
    ['a\uff20evil.example b@northlight.example'],
  ])('takes exactly one: %j is refused', async (email) => {
    expect(await ask(email)).toEqual({ ok: false, failure: 'bad-address' })
  })

  test('is for another one: what is their address already, written otherwise, is refused', async () => {
    expect(await ask(before.toUpperCase())).toEqual({ ok: false, failure: 'same-address' })
  })

  test('is for whoever has a way in besides the provider', async () => {
    await db.account.update({ where: { id: actor.accountId }, data: { passwordHash: null } })
    await db.identity.create({
      data: { accountId: actor.accountId, issuer: 'https://login.northlight.example', subject: newId() },
    })
    expect(await ask(wanted())).toEqual({ ok: false, failure: 'by-provider' })
    await db.factor.create({
      data: { accountId: actor.accountId, kind: 'passkey', name: 'Desk', confirmedAt: new Date() },
    })
    expect(await ask(wanted())).toMatchObject({ ok: true })
  })

  test('is answered five times a day: no more letters go to strangers', async () => {
    for (let time = 0; time < 5; time++) expect((await ask(wanted())).ok).toBe(true)
    expect(await ask(wanted())).toEqual({ ok: false, failure: 'asked-often' })
  })
})

describe('the link', () => {
  test('changes the address once, ends all other devices, voids every other link, and tells the old address', async () => {
    const { accountId, deviceId, name } = actor
    const other = await db.device.create({
      data: { accountId, userAgent: '', address: '', expiresAt: new Date(Date.now() + 3_600_000) },
    })
    const reset = { kind: 'reset' as const, accountId, email: before, name, createdById: null }
    const { linkId } = await db.$transaction((tx) => createLink(tx, reset))
    const email = wanted()
    await ask(email)
    await db.mail.deleteMany({ where: { to: before } })
    const token = await tokenAt(email)
    expect(await confirm(token)).toEqual({ ok: true, value: null })
    expect(await addressNow()).toBe(email)
    const devices = await db.device.findMany({ where: { accountId, revokedAt: null } })
    expect(devices.map(({ id }) => id)).toEqual([deviceId])
    expect(other.revokedAt).toBeNull()
    const { linksVoidedAt } = await db.account.findUniqueOrThrow({ where: { id: accountId } })
    const { createdAt } = await db.accountLink.findUniqueOrThrow({ where: { id: linkId } })
    expect(linksVoidedAt.getTime()).toBeGreaterThan(createdAt.getTime())
    const told = await db.mail.findMany({ where: { to: before } })
    expect(told.map(({ subject }) => subject)).toEqual(['The address of your account was changed'])
    expect(await confirm(token)).toBeNull()
  })

  test('opens nothing for somebody else, whoever finds it', async () => {
    const email = wanted()
    await ask(email)
    const stranger = (await aSignedIn(db, [], 'everywhere')).actor
    expect(await confirm(await tokenAt(email), stranger)).toBeNull()
    expect(await confirm(await tokenAt(email), anActor([]))).toBeNull()
    expect(await confirm(await tokenAt(email))).toMatchObject({ ok: true })
  })

  test.each<[string, (email: string) => Promise<unknown>]>([
    ['a newer one was asked for', () => ask(wanted())],
    [
      'its half hour is over',
      (email) => db.accountLink.updateMany({ where: { email }, data: { expiresAt: new Date(0) } }),
    ],
    [
      'the account is deactivated',
      () => db.account.update({ where: { id: actor.accountId }, data: { disabledAt: new Date() } }),
    ],
    [
      'the address is another one meanwhile',
      () => db.account.update({ where: { id: actor.accountId }, data: { email: wanted() } }),
    ],
    [
      'the password was changed by a link',
      () =>
        db.$transaction(async (tx) => {
          const { accountId } = actor
          const of = { kind: 'reset' as const, accountId, email: before, name: '', createdById: null }
          const { linkId } = await createLink(tx, of)
          await setPasswordByLink(tx, { ...of, id: linkId, roles: [] }, 'hash')
        }),
    ],
  ])('opens nothing when %s', async (_why, happen) => {
    const email = wanted()
    await ask(email)
    const token = await tokenAt(email)
    await happen(email)
    expect(await confirm(token)).toBeNull()
  })

  test('to an address that somebody has by now changes nothing', async () => {
    const email = (await anAccount(db)).email
    await ask(email)
    expect(await confirm(await tokenAt(email))).toEqual({ ok: false, failure: 'email-taken' })
    expect(await addressNow()).toBe(before)
  })
})

test('an erasure takes the letters to the addresses before with it, and leaves those of others', async () => {
  const email = wanted()
  const theirs = (await anAccount(db)).email
  await ask(theirs)
  await ask(email)
  await confirm(await tokenAt(email))
  const { actor: lena } = await aSignedIn(db, [], 'everywhere')
  const admin = await db.role.create({ data: { key: 'admin', name: 'Admin' } })
  await db.roleHolding.create({ data: { accountId: lena.accountId, roleId: admin.id } })
  await db.$transaction(async (tx) => {
    const found = await person(tx, actor.accountId)
    expect(await erasePerson(tx, lena, found, found.name)).toMatchObject({ ok: true })
  })
  expect(await db.mail.count({ where: { to: { in: [before, email] } } })).toBe(0)
  expect(await db.mail.count({ where: { to: theirs } })).toBe(1)
  const links = await db.accountLink.findMany()
  expect(JSON.stringify(links)).not.toContain(before)
})
