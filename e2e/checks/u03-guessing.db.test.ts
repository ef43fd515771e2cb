import { afterAll, beforeAll, expect, test } from 'vitest'
import { authenticate } from '#lib/access/authenticate.ts'
import { createAccount } from '#lib/access/create-account.ts'
import { ensureBuiltInRoles } from '#lib/access/ensure-built-in-roles.ts'
import { addPasskey, checkNewPasskey } from '#lib/factors/add-passkey.ts'
import { askPasskey, offerPasskey } from '#lib/factors/ask-passkey.ts'
import { checkPasskey } from '#lib/factors/check-passkey.ts'
import { passkeyAnswerInput, passkeyMadeInput } from '#lib/factors/model.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { env } from '#lib/system/env.ts'
import { newId } from '#lib/system/ids.ts'
import { log } from '#lib/system/log.ts'
import { SoftwareAuthenticator } from '../kit/software-authenticator.ts'
import { createTestDatabase, type TestDatabase } from '../kit/test-database.ts'
import { testEnv } from '../kit/test-env.ts'

/**
 * U3: ten minutes of guessing at one account, over two servers and fifty addresses. The count is the database's, so a server is
 * a pool of connections here; time is moved on by moving what is counted back. 10 000 guesses: GAVEL_GUESSES=10000.
 */
const GUESSES = Number(process.env.GAVEL_GUESSES ?? 1_200)
const SECONDS = 600
const EMAIL = 'lena.hoffmann@northlight.example'
const PASSWORD = 'a quiet evening in november'
const SPELLINGS = [
  EMAIL,
  EMAIL.toUpperCase(),
  `  ${EMAIL}`,
  `${EMAIL}\t`,
  EMAIL.replace('@', '\uFF20'),
  EMAIL.replace('lena', '\uFF4C\uFF45\uFF4E\uFF41'),
]
const nobody = { actorId: null, deviceId: null, address: null, requestId: 'test' }

let database: TestDatabase
let servers: [Database, Database]
let accountId: string

beforeAll(async () => {
  testEnv()
  log.level = 'warn' // one line for each of thousands of refusals
  database = await createTestDatabase()
  servers = [openDatabase(database.url, 4), openDatabase(database.url, 4)]
  await ensureBuiltInRoles(servers[0])
  const given = { name: 'Lena Hoffmann', email: EMAIL, password: PASSWORD, roles: [{ key: 'admin' }] }
  const made = await servers[0].$transaction((tx) => createAccount(tx, given, nobody))
  if (!made.ok) throw new Error(made.failure)
  accountId = made.value.accountId
})

afterAll(async () => {
  log.level = 'info'
  await Promise.all(servers.map((server) => server.$disconnect()))
  await database.drop()
})

function signIn(turn: number, password: string) {
  const email = SPELLINGS[turn % SPELLINGS.length] ?? EMAIL
  const browser = { address: `192.0.2.${(turn % 50) + 1}`, userAgent: 'test', requestId: newId() }
  return authenticate(servers[turn % 2 === 0 ? 0 : 1], { ...browser, email, password })
}

/** As if so many seconds had gone by. */
const pass = (seconds: number) => servers[0].$executeRaw`
  UPDATE "SignInThrottle" SET "blockedUntil" = "blockedUntil" - make_interval(secs => ${seconds}::float),
    "lastAt" = "lastAt" - make_interval(secs => ${seconds}::float)`

test('of all guesses at one account in ten minutes forty at most are looked at, however its name is spelt', async () => {
  const atOnce = 6
  let lookedAt = 0
  for (let turn = 0; turn < GUESSES; turn += atOnce) {
    const answers = await Promise.all(
      Array.from({ length: atOnce }, (_, one) => signIn(turn + one, `a guess, number ${turn + one}`)),
    )
    lookedAt += answers.filter((answer) => !answer.ok && answer.failure === 'wrong').length
    await pass((SECONDS * atOnce) / GUESSES)
  }
  expect(lookedAt).toBeGreaterThan(5)
  expect(lookedAt).toBeLessThanOrEqual(40)
  expect(await signIn(0, PASSWORD), 'the right one has to wait as well').toMatchObject({
    failure: 'slow-down',
  })
  expect(await servers[1].signInThrottle.count({ where: { key: { startsWith: 'account:' } } })).toBe(1)
}, 300_000)

test('meanwhile the owner signs in by a passkey as ever: no guess counts against it', async () => {
  const [db] = servers
  const owner = { accountId, deviceId: newId(), name: 'Lena Hoffmann', email: EMAIL }
  const passkey = new SoftwareAuthenticator(env().GAVEL_URL)
  const made = passkey.make(await db.$transaction((tx) => offerPasskey(tx, owner)))
  const checked = await checkNewPasskey(db, passkeyMadeInput.parse(made), owner)
  if (!checked.ok) throw new Error(checked.failure)
  await db.$transaction((tx) => addPasskey(tx, owner, checked.value))
  const asked = { purpose: 'sign-in', accountId: null, deviceId: null } as const
  const question = await db.$transaction((tx) => askPasskey(tx, asked))
  const answer = passkeyAnswerInput.parse(passkey.answer(question))
  expect(await signIn(0, PASSWORD)).toMatchObject({ failure: 'slow-down' })
  expect(
    await checkPasskey(servers[1], answer, asked, {
      headers: new Headers(),
      sessionToken: undefined,
      address: '192.0.2.1',
      requestId: newId(),
    }),
  ).toMatchObject({
    ok: true,
    value: { accountId },
  })
})
