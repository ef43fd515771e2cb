import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deactivatePerson } from '#lib/people/change-access.ts'
import { findPerson } from '#lib/people/find-person.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { anActor } from '../../e2e/kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { testEnv } from '../../e2e/kit/test-env.ts'
import { authenticate } from './authenticate.ts'
import { createAccount } from './create-account.ts'
import { ensureBuiltInRoles } from './ensure-built-in-roles.ts'
import { loadActor } from './load-actor.ts'
import { revokeDevice } from './revoke-device.ts'

const PASSWORD = 'a quiet evening in november'
const nobody = { actorId: null, deviceId: null, address: null, requestId: 'test' }

let database: TestDatabase
let db: Database
let addresses = 0

beforeAll(async () => {
  testEnv()
  database = await createTestDatabase()
  db = openDatabase(database.url)
  await ensureBuiltInRoles(db)
})

afterAll(async () => {
  await db.$disconnect()
  await database.drop()
})

async function somebody(roles: { key: string }[] = [{ key: 'moderator' }]) {
  const email = `${newId()}@northlight.example`
  const made = await db.$transaction((tx) =>
    createAccount(tx, { name: 'Ines Duarte', email, password: PASSWORD, roles }, nobody),
  )
  if (!made.ok) throw new Error(made.failure)
  return { email, accountId: made.value.accountId }
}

/** From an address of its own each time, so that only the account's own count matters. */
function signIn(email: string, password: string, address = `192.0.2.${(addresses++ % 250) + 1}`) {
  return authenticate(db, { email, password, address, userAgent: 'test', requestId: newId() })
}

type Somebody = Awaited<ReturnType<typeof somebody>>

const deactivate = (by: Somebody, { accountId }: Somebody) =>
  db.$transaction(async (tx) => {
    const person = await findPerson(tx, accountId)
    return person && deactivatePerson(tx, anActor([], 'everywhere', by.accountId), person)
  })

const letWaitPass = () =>
  db.$executeRaw`UPDATE "SignInThrottle" SET "blockedUntil" = now() - interval '1 second'`

describe('signing in', () => {
  test('makes a device that is this person, and puts it on the record', async () => {
    const { email, accountId } = await somebody()
    const result = await signIn(email, PASSWORD)
    expect(result).toMatchObject({ ok: true, value: { accountId } })
    if (!result.ok) return
    const actor = await loadActor(db, result.value.deviceId)
    expect(actor).toMatchObject({ accountId, roles: ['moderator'] })
    expect(actor?.permissions.get('participant.remove')).toBe('everywhere')
    const entry = { action: 'account.signIn', phase: 'event', actorId: accountId }
    expect(await db.auditEntry.count({ where: entry })).toBe(1)
  })

  test('does not depend on how the address or the letters are typed', async () => {
    const { email } = await somebody()
    expect((await signIn(` ${email.toUpperCase()} `, PASSWORD)).ok).toBe(true)
  })

  test('is refused in the same words for a wrong password, nobody, and somebody disabled', async () => {
    const [known, gone] = [await somebody(), await somebody()]
    await deactivate(await somebody([{ key: 'admin' }]), gone)
    const refused = { ok: false, failure: 'wrong' }
    expect(await signIn(known.email, `${PASSWORD}!`)).toEqual(refused)
    expect(await signIn('nobody@northlight.example', PASSWORD)).toEqual(refused)
    expect(await signIn(gone.email, PASSWORD)).toEqual(refused)
    expect(await signIn(known.email, 'x'.repeat(2_000))).toEqual(refused)
  })
})

describe('guessing', () => {
  test('must wait after five wrong ones, even with the right password, and then may go on', async () => {
    const { email } = await somebody()
    for (let n = 0; n < 5; n++) expect(await signIn(email, `wrong ${n}`)).toMatchObject({ failure: 'wrong' })
    expect(await signIn(email, PASSWORD)).toMatchObject({ failure: 'slow-down' })
    await letWaitPass()
    expect((await signIn(email, PASSWORD)).ok).toBe(true)
    expect((await signIn(email, PASSWORD)).ok).toBe(true)
  })

  test('at an account that does not exist is slowed down just the same', async () => {
    const email = `${newId()}@northlight.example`
    for (let n = 0; n < 5; n++) expect(await signIn(email, `wrong ${n}`)).toMatchObject({ failure: 'wrong' })
    expect(await signIn(email, PASSWORD)).toMatchObject({ failure: 'slow-down' })
  })

  test('under another spelling of the same address counts for the same account', async () => {
    const { email } = await somebody()
    const spellings = [email, email.toUpperCase(), ` ${email}`, `${email} `, email.replace('@', '\uFF20')]
    for (const spelling of spellings) await signIn(spelling, 'wrong')
    expect(await signIn(email, PASSWORD)).toMatchObject({ failure: 'slow-down' })
  })

  test('a hundred times at once is not a hundred guesses', async () => {
    const { email } = await somebody()
    const answers = await Promise.all(Array.from({ length: 100 }, (_, n) => signIn(email, `wrong ${n}`)))
    const guesses = answers.filter((answer) => !answer.ok && answer.failure === 'wrong')
    // Five at once, and one more for each doubling of the time this takes.
    expect(guesses.length).toBeLessThanOrEqual(9)
  })

  test('from one network at many accounts is slowed down too, however many addresses it has', async () => {
    const answers = []
    for (let n = 1; n <= 32; n++)
      answers.push(await signIn(`${newId()}@northlight.example`, 'wrong', `2001:db8:7:1::${n.toString(16)}`))
    expect(answers.at(-1)).toMatchObject({ failure: 'slow-down' })
    const neighbour = await signIn(`${newId()}@northlight.example`, 'wrong', '2001:db8:7:2::1')
    expect(neighbour).toMatchObject({ failure: 'wrong' })
  })

  test('the wait grows to a quarter of an hour and no further', async () => {
    const { email } = await somebody()
    const waits: number[] = []
    for (let n = 0; n < 20; n++) {
      await signIn(email, 'wrong')
      const [row] = await db.$queryRaw<{ wait: number }[]>`
        SELECT extract(epoch FROM "blockedUntil" - "lastAt")::float AS wait FROM "SignInThrottle"
        WHERE "key" LIKE 'account:%' ORDER BY "lastAt" DESC LIMIT 1`
      waits.push(row?.wait ?? -1)
      await letWaitPass()
    }
    expect(waits.slice(0, 4)).toEqual([0, 0, 0, 0])
    expect(waits.slice(4, 8)).toEqual([1, 2, 4, 8])
    expect(Math.max(...waits)).toBe(900)
  })
})

describe('what is taken away', () => {
  test('a revoked device is nobody from the next request on; the others stay signed in', async () => {
    const { email, accountId } = await somebody()
    const [one, other] = [await signIn(email, PASSWORD), await signIn(email, PASSWORD)]
    if (!one.ok || !other.ok) throw new Error('could not sign in')
    const by = { ...nobody, actorId: accountId, action: 'account.signOut' } as const
    await db.$transaction((tx) => revokeDevice(tx, one.value.deviceId, by))
    expect(await loadActor(db, one.value.deviceId)).toBeNull()
    expect(await loadActor(db, other.value.deviceId)).not.toBeNull()
  })

  test('a disabled account is nobody on all its devices', async () => {
    const admin = await somebody([{ key: 'admin' }])
    const account = await somebody()
    const device = await signIn(account.email, PASSWORD)
    if (!device.ok) throw new Error('could not sign in')
    expect(await deactivate(admin, account)).toEqual({ ok: true, value: null })
    expect(await loadActor(db, device.value.deviceId)).toBeNull()
  })

  test('two admins who disable each other at once leave one', async () => {
    await db.account.updateMany({ data: { disabledAt: new Date() } })
    const [one, other] = [await somebody([{ key: 'admin' }]), await somebody([{ key: 'admin' }])]
    const results = await Promise.all([deactivate(one, other), deactivate(other, one)])
    expect(results.filter((result) => result?.ok)).toHaveLength(1)
    expect(results).toContainEqual({ ok: false, failure: 'last-admin' })
  })
})
