import { afterAll, beforeAll, expect, test } from 'vitest'
import { authenticate } from '#lib/access/authenticate.ts'
import { createAccount } from '#lib/access/create-account.ts'
import { ensureBuiltInRoles } from '#lib/access/ensure-built-in-roles.ts'
import { throttleKeys } from '#lib/access/throttle-sign-in.ts'
import { verifyAudit } from '#lib/audit/verify-audit.ts'
import { erasePerson } from '#lib/people/erase-person.ts'
import { findPerson } from '#lib/people/find-person.ts'
import { invitePerson } from '#lib/people/invite-person.ts'
import { answerResets, noteResetAsked } from '#lib/people/reset-password.ts'
import { exportEntries } from '#lib/record/export-entries.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { columnsWith } from '../kit/columns-with.ts'
import { classesOf } from '../kit/data-classes.ts'
import { anActor } from '../kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../kit/test-database.ts'
import { testEnv } from '../kit/test-env.ts'

/** P4 and P5: what says who somebody is stands in the columns declared for it, and after their erasure nowhere. */
const PASSWORD = 'a quiet evening in november'
const NAME = 'Quirina Canarius'
const EMAIL = 'quirina.canarius@northlight.example'
const ADDRESS = '203.0.113.211'
const AGENT = 'Canary/7.31 (a browser of its own)'
/** What only she is: halves of her name and address too. */
const MARKS = ['Quirina', 'Canarius', 'quirina', 'canarius', ADDRESS, 'Canary/7.31', 'subject-of-a-canary']
const nobody = { actorId: null, deviceId: null, address: null, requestId: 'test' }

let database: TestDatabase
let db: Database
let accountId: string
let adminId: string

beforeAll(async () => {
  testEnv()
  database = await createTestDatabase()
  db = openDatabase(database.url)
  await ensureBuiltInRoles(db)
  adminId = await account('Lena Hoffmann', 'lena.hoffmann@northlight.example', 'admin')
  accountId = await account(NAME, EMAIL, 'lead')
  await live()
})

afterAll(async () => {
  await db.$disconnect()
  await database.drop()
})

async function account(name: string, email: string, role: string): Promise<string> {
  const given = { name, email, password: PASSWORD, roles: [{ key: role }] }
  const made = await db.$transaction((tx) => createAccount(tx, given, nobody))
  if (!made.ok) throw new Error(made.failure)
  return made.value.accountId
}

/** What leaves traces of somebody: signing in, failing to, forgetting the password, factors, letters by them and to them. */
async function live(): Promise<void> {
  const browser = { address: ADDRESS, userAgent: AGENT }
  for (const password of ['wrong', PASSWORD, 'wrong'])
    await authenticate(db, { ...browser, email: EMAIL, password, requestId: newId() })
  await db.$transaction((tx) => noteResetAsked(tx, EMAIL))
  await answerResets(db)
  await db.$transaction((tx) => noteResetAsked(tx, EMAIL))
  await db.factor.create({
    data: { accountId, kind: 'passkey', name: `${NAME}'s key`, credentialId: newId(), counter: 1n },
  })
  await db.identity.create({
    data: { accountId, issuer: 'https://id.northlight.example', subject: 'subject-of-a-canary' },
  })
  const actor = { ...anActor([], 'everywhere', accountId), name: NAME, email: EMAIL }
  const newcomer = { name: 'Mia Sorensen', email: 'mia.sorensen@northlight.example', roles: [] }
  const invited = await db.$transaction((tx) => invitePerson(tx, actor, newcomer))
  if (!invited.ok) throw new Error(invited.failure)
}

/** Where something of her stands: `Table.column`. */
const traces = () => columnsWith(database.url, (text) => MARKS.some((mark) => text.includes(mark)))

async function exported(format: 'csv' | 'jsonl'): Promise<string> {
  let all = ''
  for await (const part of exportEntries(db, { where: 'everywhere', filters: {}, timeZone: 'UTC' }, format))
    all += part
  return all
}

const marked = (text: string) => MARKS.filter((mark) => text.includes(mark))

test('while she is here, what says who she is stands only in columns that are declared to hold it', async () => {
  const classes = classesOf()
  const found = await traces()
  expect(found.filter((column) => (classes[column] ?? 'none') === 'none')).toEqual([])
  // As the test would say nothing if she had left no traces.
  expect(found).toEqual(
    expect.arrayContaining([
      'Account.email',
      'AuditEntry.address',
      'Device.userAgent',
      'Mail.text',
      'Mail.to',
    ]),
  )
})

test('after her erasure she is in no row and in no export, and the record is sound', async () => {
  const counter = throttleKeys(EMAIL, null).account
  expect(await db.signInThrottle.count({ where: { key: counter } })).toBe(1)
  const erased = await db.$transaction(async (tx) => {
    const person = await findPerson(tx, accountId)
    return person && erasePerson(tx, anActor([], 'everywhere', adminId), person, NAME)
  })
  expect(erased).toMatchObject({ ok: true })
  expect(await traces()).toEqual([])
  expect(await db.signInThrottle.count({ where: { key: counter } }), 'a digest to try addresses on').toBe(0)
  for (const format of ['csv', 'jsonl'] as const) expect(marked(await exported(format))).toEqual([])
  expect(await verifyAudit(db)).toMatchObject({ ok: true })
  expect(await db.auditEntry.count({ where: { actorId: accountId } })).toBeGreaterThan(0)
})
