import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { aProject, aSignedIn } from '../../e2e/kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { releaseLeft } from './release-left.ts'

let server: TestDatabase
let db: Database
let projectId: string
let otherId: string

beforeAll(async () => {
  server = await createTestDatabase()
  db = openDatabase(server.url)
  projectId = (await aProject(db)).id
  otherId = (await aProject(db, { name: 'Classroom' })).id
})

afterAll(async () => {
  await db.$disconnect()
  await server.drop()
})

const aHolder = async (projects = [projectId]) =>
  (await aSignedIn(db, ['session.view', 'alert.handle'], projects)).account.id

async function aClaim(claimedById: string, resolvedAt: Date | null = null): Promise<string> {
  const claim = { claimedById, claimedAt: new Date(), resolvedAt }
  return (await db.alert.create({ data: { kind: 'grantReused', projectId, cause: newId(), ...claim } })).id
}
const claimantOf = async (id: string) =>
  (await db.alert.findUniqueOrThrow({ where: { id }, select: { claimedById: true } })).claimedById

const WAYS = {
  'is deactivated': (id: string) => db.account.update({ where: { id }, data: { disabledAt: new Date() } }),
  'loses the role': (accountId: string) => db.roleHolding.deleteMany({ where: { accountId } }),
  'held the role until now': (accountId: string) =>
    db.roleHolding.updateMany({ where: { accountId }, data: { expiresAt: new Date(Date.now() - 1_000) } }),
  'holds it elsewhere only': (accountId: string) =>
    db.roleHolding.updateMany({ where: { accountId }, data: { projectId: otherId } }),
}

test.each(Object.entries(WAYS))('what somebody claimed who %s is left to others', async (_name, leave) => {
  const [leaves, stays] = [await aHolder(), await aHolder()]
  const [open, over, another] = [await aClaim(leaves), await aClaim(leaves, new Date()), await aClaim(stays)]
  expect(await releaseLeft(db)).toBe(0)
  await leave(leaves)
  const news = await db.feedEntry.count()
  expect(await releaseLeft(db)).toBe(1)
  expect(await claimantOf(open)).toBeNull()
  expect(await claimantOf(over)).toBe(leaves) // who looked after it stays true
  expect(await claimantOf(another)).toBe(stays)
  expect(await db.feedEntry.count()).toBeGreaterThan(news)
  const entries = await db.auditEntry.findMany({ where: { subject: `alert:${open}` } })
  expect(entries).toMatchObject([{ action: 'alert.release', actorId: null, details: { claimedBy: leaves } }])
  expect(await releaseLeft(db)).toBe(0)
})
