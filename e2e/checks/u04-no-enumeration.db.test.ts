import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { authenticate } from '#lib/access/authenticate.ts'
import { createAccount } from '#lib/access/create-account.ts'
import { ensureBuiltInRoles } from '#lib/access/ensure-built-in-roles.ts'
import { hashPassword, verifyPassword } from '#lib/access/password-hash.ts'
import { askPasskey } from '#lib/factors/ask-passkey.ts'
import { passCode } from '#lib/factors/pass-code.ts'
import { sealSeed } from '#lib/factors/seed-at-rest.ts'
import { createLink, openLink } from '#lib/people/account-links.ts'
import { askForAddress } from '#lib/people/change-address.ts'
import { findPerson } from '#lib/people/find-person.ts'
import { answerResets, noteResetAsked } from '#lib/people/reset-password.ts'
import { admitIdentity } from '#lib/provider/admit-identity.ts'
import { parseRoleMapping } from '#lib/provider/role-mapping.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { statementsOf } from '../kit/count-statements.ts'
import { createTestDatabase, type TestDatabase } from '../kit/test-database.ts'
import { testEnv } from '../kit/test-env.ts'

/**
 * U4: nobody learns who has an account here. Time is compared as work: the same statements in the same order, and one hash of
 * the same cost; milliseconds on a busy machine would show nothing.
 */
const PASSWORD = 'a quiet evening in november'
const nobody = { actorId: null, deviceId: null, address: null, requestId: 'test' }
let database: TestDatabase
let db: Database

beforeAll(async () => {
  testEnv()
  database = await createTestDatabase()
  db = openDatabase(database.url, 1)
  await ensureBuiltInRoles(db)
  await db.setup.updateMany({ data: { completedAt: new Date() } })
})

afterAll(async () => {
  await db.$disconnect()
  await database.drop()
})

async function anAddress(kind: 'here' | 'absent' | 'deactivated' | 'by a provider only'): Promise<string> {
  const email = `${newId()}@northlight.example`
  if (kind === 'absent') return email
  const given = { name: 'Ines Duarte', email, password: PASSWORD, roles: [{ key: 'moderator' }] }
  const made = await db.$transaction((tx) => createAccount(tx, given, nobody))
  if (!made.ok) throw new Error(made.failure)
  const id = made.value.accountId
  if (kind === 'deactivated') await db.account.update({ where: { id }, data: { disabledAt: new Date() } })
  if (kind === 'by a provider only') {
    await db.account.update({ where: { id }, data: { passwordHash: null } })
    await db.identity.create({
      data: { accountId: id, issuer: 'https://id.northlight.example', subject: id },
    })
  }
  return email
}

const KINDS = ['absent', 'deactivated', 'by a provider only'] as const
let addresses = 0

const refused = (email: string, password: string) => () => {
  const browser = { address: `198.51.100.${++addresses}`, userAgent: 'test', requestId: newId() }
  return authenticate(db, { ...browser, email, password })
}

describe.each(KINDS)('an account that is %s', (kind) => {
  test('is refused like one with another password: in the same words, after the same statements', async () => {
    const known = refused(await anAddress('here'), `${PASSWORD}!`)
    const other = refused(await anAddress(kind), PASSWORD)
    const answers: unknown[] = []
    const asKnown = await statementsOf(async () => answers.push(await known()))
    const asOther = await statementsOf(async () => answers.push(await other()))
    expect(answers).toEqual([
      { ok: false, failure: 'wrong' },
      { ok: false, failure: 'wrong' },
    ])
    expect(asKnown.length).toBeGreaterThan(5)
    expect(asOther).toEqual(asKnown)
  })

  test('is asked for a new password by the same statements, and its letter is not written in the request', async () => {
    const [known, other] = [await anAddress('here'), await anAddress(kind)]
    const ask = (email: string) => () => db.$transaction((tx) => noteResetAsked(tx, email))
    const asKnown = await statementsOf(ask(known))
    expect(await statementsOf(ask(other))).toEqual(asKnown)
    const letters = () => db.mail.count({ where: { to: { in: [known, other] }, kind: 'letter' } })
    expect(await letters()).toBe(0)
    await answerResets(db)
    expect(await letters()).toBe(kind === 'by a provider only' ? 2 : 1)
  })

  test('is asked about by nothing when somebody wants its address for their own', async () => {
    const ask = async (wanted: string) => {
      const own = await db.account.findUniqueOrThrow({ where: { email: await anAddress('here') } })
      return statementsOf(() =>
        db.$transaction(async (tx) => {
          const person = await findPerson(tx, own.id)
          if (person) expect(await askForAddress(tx, person, wanted)).toEqual({ ok: true, value: null })
        }),
      )
    }
    const asKnown = await ask(await anAddress('here'))
    expect(asKnown.length).toBeGreaterThan(5)
    expect(await ask(await anAddress(kind))).toEqual(asKnown)
  })

  test.each([
    [
      'makes accounts',
      { accounts: 'mapped', roles: parseRoleMapping('all=moderator') },
      'provider-unverified',
    ],
    ['makes none', { accounts: 'off', roles: [] }, 'provider-unknown'],
  ] as const)(
    'is looked for alike when a provider that %s claims its address without proof',
    async (_what, settings, failure) => {
      const came = async (claimedEmail: string) => {
        const subject = newId()
        const claims = { issuer: 'https://id.northlight.example', subject, name: 'Mia Sato', groups: ['all'] }
        const browser = { address: '198.51.100.7', userAgent: 'test', requestId: newId() }
        const given = { ...claims, verifiedEmail: null, claimedEmail }
        let answer: unknown
        const sent = await statementsOf(async () => {
          answer = await admitIdentity(db, settings, given, browser)
        })
        return { answer, sent }
      }
      const asKnown = await came(await anAddress('here'))
      expect(asKnown.answer).toEqual({ ok: false, failure })
      expect(asKnown.sent.length).toBeGreaterThan(5)
      expect(await came(await anAddress(kind))).toEqual(asKnown)
    },
  )
})

test('a link that never was is looked for by the same statements as one that is over, taken back or used', async () => {
  const open = (token: string) => () => db.$transaction((tx) => openLink(tx, 'invite', token))
  const never = await statementsOf(open('A'.repeat(43)))
  for (const data of [{ usedAt: new Date() }, { revokedAt: new Date() }, { expiresAt: new Date(0) }]) {
    const link = { kind: 'invite', accountId: null, name: 'Kai', createdById: null } as const
    const email = await anAddress('absent')
    const { linkId, url } = await db.$transaction((tx) => createLink(tx, { ...link, email }))
    await db.accountLink.update({ where: { id: linkId }, data })
    expect(await statementsOf(open(url.split('/').at(-1) ?? ''))).toEqual(never)
  }
})

test('a wrong code is refused after the same statements, whether somebody has an authenticator or not', async () => {
  const [having, without] = [await anAddress('here'), await anAddress('here')]
  const idOf = async (email: string) => (await db.account.findUniqueOrThrow({ where: { email } })).id
  const place = { id: newId(), accountId: await idOf(having) }
  const sealed = sealSeed('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', place)
  const known = { kind: 'totp', name: 'Authenticator', confirmedAt: new Date() } as const
  await db.factor.create({ data: { ...place, ...known, ...sealed } })
  const pass = async (email: string, code: string) => {
    const id = await idOf(email)
    return statementsOf(() => db.$transaction((tx) => passCode(tx, id, code, new Date(0))))
  }
  for (const code of ['000000', 'NOT-ONE-OF-THEIRS'])
    expect(await pass(having, code)).toEqual(await pass(without, code))
})

test('without a stored hash as much is computed as with one', async () => {
  const phc = await hashPassword(PASSWORD)
  const cost = async (given: string | null) => {
    const began = performance.now()
    await verifyPassword(`${PASSWORD}!`, given)
    return performance.now() - began
  }
  const least = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY] as [number, number]
  await cost(null) // the hash that stands for nobody is made once
  // By turns, and the least of each: what a busy machine adds, it never takes away.
  for (let turn = 0; turn < 60; turn++) {
    least[0] = Math.min(least[0], await cost(phc))
    least[1] = Math.min(least[1], await cost(null))
  }
  expect(least[1] / least[0]).toBeGreaterThan(0.5)
  expect(least[1] / least[0]).toBeLessThan(2)
})

test('the question for a passkey says the same to everybody: no list, nobody’s name', async () => {
  await anAddress('here')
  const ask = () =>
    db.$transaction((tx) => askPasskey(tx, { purpose: 'sign-in', accountId: null, deviceId: null }))
  const [one, other] = [await ask(), await ask()]
  const said = ({ options: { challenge: _, ...rest } }: typeof one) => rest
  expect(said(one)).toEqual(said(other))
  expect(said(one).allowCredentials).toBeUndefined()
})
