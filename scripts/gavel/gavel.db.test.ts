import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ensureBuiltInRoles } from '#lib/access/ensure-built-in-roles.ts'
import { verifyPassword } from '#lib/access/password-hash.ts'
import { auditKey } from '#lib/audit/audit-key.ts'
import { signHead } from '#lib/audit/checkpoint.ts'
import { verifyAudit } from '#lib/audit/verify-audit.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { aSignedIn } from '../../e2e/kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { testEnv } from '../../e2e/kit/test-env.ts'
import { exportCommand, verifyCommand } from './audit-commands.ts'
import { createAdmin } from './create-admin.ts'
import { doctor } from './doctor.ts'
import { listPeople } from './people.ts'
import { resetPassword } from './reset-password.ts'
import { rotateKeys } from './rotate-keys.ts'

let database: TestDatabase
let db: Database
const directory = mkdtempSync(join(tmpdir(), 'gavel-command-line-'))

beforeAll(async () => {
  testEnv({ GAVEL_SECRET: randomBytes(32).toString('base64url') })
  database = await createTestDatabase()
  db = openDatabase(database.url)
})

afterAll(async () => {
  await db.$disconnect()
  await database.drop()
})

const lastEntry = () => db.auditEntry.findFirstOrThrow({ orderBy: { seq: 'desc' } })
const lena = { email: 'lena.hoffmann@northlight.example', name: 'Lena Hoffmann' }

test('the first admin is made on an empty database, and ends the set-up', async () => {
  const made = await createAdmin(db, lena)
  expect(made).toMatchObject({ ok: true, value: { email: lena.email, password: expect.any(String) } })
  const account = await db.account.findUniqueOrThrow({
    where: { email: lena.email },
    include: { holdings: true },
  })
  expect(account.holdings).toMatchObject([{ projectId: null }])
  expect((await db.setup.findUniqueOrThrow({ where: { id: 1 } })).completedAt).not.toBeNull()
  const asked = await db.auditEntry.findFirst({ where: { action: 'account.create', phase: 'ask' } })
  expect(asked).toMatchObject({ actorId: null, details: { by: 'command line', role: 'admin' } })
})

test('an admin who is there already, and one whose password is weak, are not made, and nothing is recorded', async () => {
  const before = (await lastEntry()).seq
  expect(await createAdmin(db, lena)).toMatchObject({ ok: false })
  const weak = { email: 'tomasz.wilk@northlight.example', name: 'Tomasz Wilk', password: 'tomasz' }
  expect(await createAdmin(db, weak)).toMatchObject({ ok: false })
  expect(await createAdmin(db, { ...lena, email: 'nothing' })).toMatchObject({ ok: false })
  expect((await lastEntry()).seq).toBe(before)
})

test('a new password works, the old one does not, and every device is signed out', async () => {
  const { account, device } = await aSignedIn(db, ['session.view'], 'everywhere')
  const reset = await resetPassword(db, { email: account.email.toUpperCase() })
  expect(reset).toMatchObject({ ok: true, value: { devicesEnded: 1 } })
  const { password } = reset.value as { password: string } // as the line above has shown
  const after = await db.account.findUniqueOrThrow({ where: { id: account.id } })
  expect(await verifyPassword(password, after.passwordHash)).toBe(true)
  expect(after.linksVoidedAt.getTime()).toBeGreaterThan(account.linksVoidedAt.getTime())
  expect((await db.device.findUniqueOrThrow({ where: { id: device.id } })).revokedAt).not.toBeNull()
  const entry = await lastEntry()
  expect(entry).toMatchObject({ action: 'account.password', subject: `account:${account.id}`, actorId: null })
  expect(entry.details).toEqual({ by: 'command line', devices: 1 })
  expect(JSON.stringify(entry.details)).not.toContain(password)
})

test('a password of one’s own must pass the rules, and is not repeated', async () => {
  expect(await resetPassword(db, { email: lena.email, password: 'short' })).toMatchObject({ ok: false })
  const given = 'a quiet evening in november'
  const reset = await resetPassword(db, { email: lena.email, password: given })
  expect(reset.ok).toBe(true)
  expect(JSON.stringify(reset)).not.toContain(given)
  expect(await resetPassword(db, { email: 'nobody@northlight.example' })).toMatchObject({ ok: false })
})

test('people are listed with what they hold, and nothing in a name steers the terminal', async () => {
  await db.account.updateMany({ where: { name: 'Ines Duarte' }, data: { name: 'Ines \u001b[31mDuarte' } })
  const { lines, value } = await listPeople(db)
  expect(value).toContainEqual(
    expect.objectContaining({ email: lena.email, roles: ['Admin'], lastSeenAt: null }),
  )
  expect(lines.join('')).not.toContain('\u001b')
})

test('rotating keys says what was sealed anew, and is on the record', async () => {
  expect(await rotateKeys(db)).toMatchObject({ ok: true, value: { rewrapped: 0, unreadable: 0 } })
  expect(await lastEntry()).toMatchObject({ action: 'secrets.rewrap', phase: 'outcome' })
})

test('the log is verified, and held against a file of checkpoints that was kept elsewhere', async () => {
  const { seq, hash, at } = await lastEntry()
  const key = auditKey({ GAVEL_DATA_DIR: directory })
  const pem = join(directory, 'public.pem')
  writeFileSync(pem, key.publicKey.export({ type: 'spki', format: 'pem' }))
  const head = { seq: String(seq), hash: Buffer.from(hash).toString('hex'), at: at.toISOString() }
  const file = (name: string, content: unknown) => {
    writeFileSync(join(directory, name), `${JSON.stringify(content)}\n`)
    return join(directory, name)
  }
  const right = file('right.jsonl', signHead(head, key))
  expect(await verifyCommand(db, { checkpoints: right, key: pem })).toMatchObject({
    ok: true,
    value: { entries: Number(seq), checkpoints: 1 },
  })
  const cut = file('cut.jsonl', signHead({ ...head, seq: String(seq + 5n) }, key))
  expect(await verifyCommand(db, { checkpoints: cut, key: pem })).toMatchObject({
    ok: false,
    value: { problem: 'cut-off' },
  })
  const other = join(directory, 'other.pem')
  writeFileSync(other, generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }))
  expect(await verifyCommand(db, { checkpoints: right, key: other })).toMatchObject({
    ok: false,
    value: { problem: 'unknown-key' },
  })
  expect(await verifyCommand(db, { checkpoints: join(directory, 'none.jsonl') })).toMatchObject({ ok: false })
})

test('an export has all of the log, and itself is its last entry', async () => {
  const out = join(directory, 'log.jsonl')
  expect(await exportCommand(db, { format: 'jsonl', out })).toMatchObject({ ok: true })
  const lines = readFileSync(out, 'utf8').trim().split('\n')
  expect(lines.length).toBe(Number((await lastEntry()).seq))
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({
    action: 'audit.export',
    details: { by: 'command line' },
  })
  expect(await exportCommand(db, { format: 'xls' })).toMatchObject({ ok: false })
  expect(await exportCommand(db, { format: 'csv', from: 'yesterday' })).toMatchObject({ ok: false })
})

test('the doctor finds nothing in a sound installation, and names what is missing with its cure', async () => {
  await ensureBuiltInRoles(db)
  expect(await doctor(db)).toMatchObject({
    lines: expect.not.arrayContaining([expect.stringMatching(/^FAIL/)]),
    ok: true,
  })
  await db.account.updateMany({ where: { email: lena.email }, data: { disabledAt: new Date() } })
  const sick = await doctor(db)
  expect(sick.ok).toBe(false)
  expect(sick.lines.join('\n')).toContain('Nobody is admin')
  expect(sick.lines.join('\n')).toContain('create-admin')
})

test('the doctor goes on when the database is away, and shows no password', async () => {
  const away = openDatabase('postgresql://gavel:hunter2-hunter2@127.0.0.1:1/none', 2)
  const { ok, lines } = await doctor(away)
  await away.$disconnect()
  expect(ok).toBe(false)
  expect(lines.join('\n')).toMatch(/FAIL {2}The database answers/)
  expect(lines.join('\n')).toMatch(/ok {4}Node is recent enough/)
  expect(lines.join('\n')).not.toContain('hunter2')
})

test('after all of it the chain is sound', async () => {
  expect(await verifyAudit(db)).toMatchObject({ ok: true })
})
