import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ensureBuiltInRoles } from '#lib/access/ensure-built-in-roles.ts'
import { loadActor } from '#lib/access/load-actor.ts'
import { verifyAudit } from '#lib/audit/verify-audit.ts'
import { checkSeeds, sealSeed } from '#lib/factors/seed-at-rest.ts'
import { createLink, openLink } from '#lib/people/account-links.ts'
import { checkMasterKeys } from '#lib/platform/check-master-keys.ts'
import { saveProject } from '#lib/platform/save-project.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { masterKeys, parseMasterKeys } from '#lib/system/master-keys.ts'
import { restored } from '../../scripts/gavel/restored.ts'
import { rotateKeys } from '../../scripts/gavel/rotate-keys.ts'
import { dumpDatabase } from '../kit/dump-database.ts'
import { restoreBackup } from '../kit/restore-backup.ts'
import { aSession, aSignedIn } from '../kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../kit/test-database.ts'
import { testEnv } from '../kit/test-env.ts'

/** R15: a backup on an empty server, its keys kept apart, is the installation again, and nobody is signed in to it. */
let [before, after]: TestDatabase[] = []
let db: Database
let deviceId: string
let token: string
let accountId: string

beforeAll(async () => {
  testEnv()
  before = await createTestDatabase()
  after = await createTestDatabase()
  const old = openDatabase(before.url)
  await fill(old)
  await old.$disconnect()
  await restoreBackup(before.url, after.url)
  db = openDatabase(after.url)
})

afterAll(async () => {
  await db.$disconnect()
  await Promise.all([before?.drop(), after?.drop()])
})

/** An installation in use: credentials, somebody with an authenticator who is signed in, links under way, a record. */
async function fill(old: Database): Promise<void> {
  await ensureBuiltInRoles(old)
  const secrets = { apiSecret: 'the-api-secret-of-openmic' }
  const settings = { name: 'Openmic', platform: 'opentok', platformId: '99000001', apiUrl: null } as const
  await old.$transaction((tx) => saveProject(tx, { ...settings, secrets }, new Date()))
  const { account, device } = await aSignedIn(old, ['session.view'], 'everywhere')
  accountId = account.id
  deviceId = device.id
  const place = { id: newId(), accountId }
  const sealed = sealSeed('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', place)
  await old.factor.create({ data: { ...place, kind: 'totp', name: 'Authenticator', ...sealed } })
  const codeHash = new Uint8Array(randomBytes(32))
  await old.factor.create({ data: { accountId, kind: 'recovery', name: 'Recovery code', codeHash } })
  await old.challenge.create({
    data: { purpose: 'sign-in', value: new Uint8Array(32), expiresAt: new Date(Date.now() + 60_000) },
  })
  const { email, name } = account
  const link = { kind: 'reset', accountId, email, name, createdById: null } as const
  const { url } = await old.$transaction((tx) => createLink(tx, link))
  token = url.split('/').at(-1) ?? ''
  await old.mail.create({ data: { to: email, subject: 'A new password for Gavel', text: url } })
  await inviteToRoom(old)
  await rotateKeys(old) // two entries on the record
}

async function inviteToRoom(old: Database): Promise<void> {
  const project = await old.project.findFirstOrThrow()
  const session = await aSession(old, project.id)
  const where = { projectId: project.id, sessionId: session.id }
  const tokenHash = new Uint8Array(randomBytes(32))
  const expiresAt = new Date(Date.now() + 3_600_000)
  await old.invite.create({
    data: { ...where, tokenHash, role: 'publisher', createdBy: accountId, expiresAt },
  })
}

const opens = () => db.$transaction((tx) => openLink(tx, 'reset', token))

test('every row is there again as it was, and the record verifies', async () => {
  const [was, is] = await Promise.all([dumpDatabase(before?.url ?? ''), dumpDatabase(after?.url ?? '')])
  was.delete('_prisma_migrations')
  is.delete('_prisma_migrations')
  expect(is).toEqual(was)
  expect(await verifyAudit(db)).toMatchObject({ ok: true })
})

test('with its keys every secret opens, without them none does, and the start says so', async () => {
  const other = parseMasterKeys(`k1:${randomBytes(32).toString('base64')}`)
  for (const check of [checkMasterKeys, checkSeeds]) {
    expect(await check(db, masterKeys())).toEqual({ ok: true, value: null })
    expect(await check(db, other)).toMatchObject({ ok: false })
  }
})

test('what the backup brings back to life ends by one command, which is on the record', async () => {
  expect(await loadActor(db, deviceId)).not.toBeNull()
  expect(await opens()).not.toBeNull()
  expect(await restored(db)).toMatchObject({
    ok: true,
    value: { devices: 1, links: 1, invites: 1, letters: 1, recoveryCodes: 1 },
  })
  expect(await loadActor(db, deviceId)).toBeNull()
  expect(await opens()).toBeNull()
  for (const left of [
    db.device.count({ where: { revokedAt: null } }),
    db.invite.count({ where: { revokedAt: null } }),
    db.mail.count({ where: { sentAt: null } }),
    db.factor.count({ where: { kind: 'recovery' } }),
    db.challenge.count(),
  ])
    expect(await left).toBe(0)
  expect(await db.factor.count({ where: { kind: 'totp' } }), 'authenticators stay').toBe(1)
  expect(await db.auditEntry.count({ where: { action: 'backup.restored' } })).toBe(1)
  expect(await verifyAudit(db)).toMatchObject({ ok: true })
})
