import { afterAll, beforeAll, expect, test } from 'vitest'
import { ensureBuiltInRoles } from '#lib/access/ensure-built-in-roles.ts'
import { giveRole } from '#lib/people/give-role.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { aProject, aSignedIn } from '../../e2e/kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { testEnv } from '../../e2e/kit/test-env.ts'
import { admitIdentity } from './admit-identity.ts'
import { parseRoleMapping } from './role-mapping.ts'
import type { ProviderClaims } from './verify-id-token.ts'

const PROJECT = '45678901'
const ROLES = parseRoleMapping(
  `moderators=moderator, leads=lead@${PROJECT}, admins=admin, ghosts=no-such-role, strays=moderator@4`,
)
const SETTINGS = { roles: ROLES, accounts: 'mapped' as const }

let database: TestDatabase
let db: Database

beforeAll(async () => {
  testEnv()
  database = await createTestDatabase()
  db = openDatabase(database.url)
  await ensureBuiltInRoles(db)
  await aProject(db, { platformId: PROJECT })
  await db.setup.updateMany({ data: { completedAt: new Date() } })
})

afterAll(async () => {
  await db.$disconnect()
  await database.drop()
})

function somebody(more: Partial<ProviderClaims> = {}): ProviderClaims {
  const subject = newId()
  const email = `${subject}@northlight.example`
  const address = { verifiedEmail: email, claimedEmail: email }
  return {
    issuer: 'https://login.northlight.example',
    subject,
    ...address,
    name: 'Mia Sato',
    groups: [],
    ...more,
  }
}

function arrive(
  claims: ProviderClaims,
  groups: string[],
  settings: Parameters<typeof admitIdentity>[1] = SETTINGS,
) {
  const browser = { address: '192.0.2.7', userAgent: 'test', requestId: newId() }
  return admitIdentity(db, settings, { ...claims, groups }, browser)
}

async function accountOf({ subject }: ProviderClaims) {
  const { accountId } = await db.identity.findFirstOrThrow({ where: { subject } })
  return accountId
}

/** What somebody holds, as `role` or `role@project`, with whose it is. */
async function held(claims: ProviderClaims): Promise<string[]> {
  const where = { accountId: await accountOf(claims) }
  const rows = await db.roleHolding.findMany({ where, include: { role: true, project: true } })
  return rows
    .map(({ role, project, source }) => `${role.key}${project ? `@${project.platformId}` : ''} by ${source}`)
    .sort()
}

/** Somebody who may give every role, and is not an admin who would count as one. */
async function aGiver() {
  const { actor } = await aSignedIn(db, ['role.grant', 'session.view'], 'everywhere')
  return actor
}

test('what the groups give is held, and goes when they do not give it any more', async () => {
  const mia = somebody()
  await arrive(mia, ['moderators', 'leads', 'choir'])
  expect(await held(mia)).toEqual([`lead@${PROJECT} by provider`, 'moderator by provider'])
  await arrive(mia, ['leads'])
  expect(await held(mia)).toEqual([`lead@${PROJECT} by provider`])
  await arrive(mia, ['moderators'])
  expect(await held(mia)).toEqual(['moderator by provider'])
  const changes = { action: 'role.map', subject: `account:${await accountOf(mia)}` }
  expect(await db.auditEntry.count({ where: changes })).toBe(3)
})

test('whoever has lost all groups is refused and holds nothing, and comes back with a group', async () => {
  const mia = somebody()
  await arrive(mia, ['moderators'])
  expect(await arrive(mia, [])).toEqual({ ok: false, failure: 'provider-no-role' })
  expect(await held(mia)).toEqual([])
  expect((await arrive(mia, ['moderators'])).ok).toBe(true)
})

test('nothing is changed and nothing recorded when the groups are the same', async () => {
  const mia = somebody()
  await arrive(mia, ['moderators'])
  await arrive(mia, ['moderators'])
  const changes = { action: 'role.map', subject: `account:${await accountOf(mia)}` }
  expect(await db.auditEntry.count({ where: changes })).toBe(1)
})

test('what people have given stays', async () => {
  const mia = somebody()
  await arrive(mia, ['moderators'])
  const reviewer = await db.role.findUniqueOrThrow({ where: { key: 'reviewer' } })
  await db.roleHolding.create({ data: { accountId: await accountOf(mia), roleId: reviewer.id } })
  await arrive(mia, [])
  expect(await held(mia)).toEqual(['reviewer by person'])
})

test("what the provider gave and a person gives too is the person's from then on", async () => {
  const mia = somebody()
  const role = await db.role.create({
    data: { key: `choir-${newId()}`, name: 'Choir', permissions: ['session.view'] },
  })
  const settings = { ...SETTINGS, roles: parseRoleMapping(`choir=${role.key}`) }
  await arrive(mia, ['choir'], settings)
  const account = await db.account.findUniqueOrThrow({ where: { id: await accountOf(mia) } })
  const giver = await aGiver()
  const given = { roleId: role.id, projectId: null, until: null }
  expect(
    await db.$transaction((tx) => giveRole(tx, giver, { ...account, projectId: null }, given)),
  ).toMatchObject({ ok: true })
  await arrive(mia, [], settings)
  expect(await held(mia)).toEqual([`${role.key} by person`])
})

test('what somebody gave for a while and has run out follows the groups again', async () => {
  const mia = somebody()
  await arrive(mia, ['leads'])
  const role = await db.role.findUniqueOrThrow({ where: { key: 'moderator' } })
  const past = new Date(Date.now() - 60_000)
  await db.roleHolding.create({ data: { accountId: await accountOf(mia), roleId: role.id, expiresAt: past } })
  await arrive(mia, ['leads', 'moderators'])
  expect(await held(mia)).toEqual([`lead@${PROJECT} by provider`, 'moderator by provider'])
})

test('roles and projects that are not there give nothing, and keep nobody out who has another', async () => {
  expect(await arrive(somebody(), ['ghosts', 'strays'])).toEqual({ ok: false, failure: 'provider-no-role' })
  const mia = somebody()
  expect((await arrive(mia, ['ghosts', 'strays', 'moderators'])).ok).toBe(true)
  expect(await held(mia)).toEqual(['moderator by provider'])
})

test('the last admin stays one, whatever the provider says, and that is on the record', async () => {
  const mia = somebody()
  await arrive(mia, ['admins'])
  await arrive(mia, [])
  expect(await held(mia)).toEqual(['admin by provider'])
  const [entry] = await db.auditEntry.findMany({
    where: { action: 'role.map' },
    orderBy: { seq: 'desc' },
    take: 1,
  })
  expect(entry?.details).toMatchObject({ taken: [], kept: [{ projectId: null }] })
  const second = somebody()
  await arrive(second, ['admins'])
  expect(await arrive(mia, [])).toEqual({ ok: false, failure: 'provider-no-role' })
})

test('a linked account keeps what it holds: groups say nothing about it', async () => {
  const { account } = await aSignedIn(db, ['session.view'], 'everywhere')
  const mia = somebody()
  await db.identity.create({ data: { accountId: account.id, issuer: mia.issuer, subject: mia.subject } })
  const before = await held(mia)
  expect((await arrive(mia, ['admins'])).ok).toBe(true)
  expect(await held(mia)).toEqual(before)
})

test.each([
  ['no accounts are to be made', { accounts: 'off' as const }, {}, 'provider-unknown'],
  ['the address is not verified', {}, { verifiedEmail: null }, 'provider-unverified'],
  ['there is no address', {}, { verifiedEmail: null, claimedEmail: null }, 'provider-unverified'],
  [
    'the address is two',
    {},
    { verifiedEmail: 'a@northlight.example, b@northlight.example' },
    'provider-unverified',
  ],
])('nobody is made when %s', async (_what, settings, claims, failure) => {
  const before = await db.account.count()
  expect(await arrive(somebody(claims), ['moderators'], { ...SETTINGS, ...settings })).toEqual({
    ok: false,
    failure,
  })
  expect(await db.account.count()).toBe(before)
})

test('nobody comes in before the first admin is made', async () => {
  await db.setup.upsert({ where: { id: 1 }, create: { id: 1 }, update: { completedAt: null } })
  expect(await arrive(somebody(), ['admins'])).toEqual({ ok: false, failure: 'provider-unknown' })
  await db.setup.update({ where: { id: 1 }, data: { completedAt: new Date() } })
})

test('the same subject at another issuer is somebody else', async () => {
  const mia = somebody()
  await arrive(mia, ['moderators'])
  const twin = somebody({ subject: mia.subject, issuer: 'https://login.elsewhere.example' })
  await arrive({ ...twin, verifiedEmail: `${newId()}@northlight.example` }, ['moderators'])
  const rows = await db.identity.findMany({ where: { subject: mia.subject } })
  expect(new Set(rows.map(({ accountId }) => accountId)).size).toBe(2)
})

test('a name with what no name has is kept without it', async () => {
  const mia = somebody({ name: ` M\0ia\uD800${'x'.repeat(200)}` })
  await arrive(mia, ['moderators'])
  const { name } = await db.account.findUniqueOrThrow({ where: { id: await accountOf(mia) } })
  expect(name.startsWith('Mia\uFFFDx')).toBe(true)
  expect(name).toHaveLength(80)
})
