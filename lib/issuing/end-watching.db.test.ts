import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { aProject, aSession, aSignedIn } from '../../e2e/kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { strayWatchers } from './end-watching.ts'

let database: TestDatabase
let db: Database
let watcher: Awaited<ReturnType<typeof aWatcher>>

beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.url)
})

beforeEach(async () => {
  await db.connection.deleteMany()
  watcher = await aWatcher()
})

afterAll(async () => {
  await db.$disconnect()
  await database.drop()
})

async function aWatcher() {
  const project = await aProject(db)
  const session = await aSession(db, project.id, { live: true })
  const { account, device } = await aSignedIn(db, ['session.view', 'session.watch'], [project.id])
  const grant = await db.grant.create({
    data: {
      ref: newId(),
      kind: 'watcher',
      role: 'subscriber',
      projectId: project.id,
      sessionId: session.id,
      accountId: account.id,
      deviceId: device.id,
      expiresAt: new Date(),
    },
  })
  const platformId = newId()
  await db.connection.create({
    data: {
      projectId: project.id,
      sessionId: session.id,
      platformId,
      kind: 'watcher',
      data: 'grant',
      grantId: grant.id,
      live: true,
    },
  })
  return { account, device, platformId }
}

const strays = async () => (await strayWatchers(db)).map(({ connectionId }) => connectionId)

test('who may watch is left alone, also when the token has expired', async () => {
  expect(await strays()).toEqual([])
})

test('who is signed out on that device is a stray', async () => {
  await db.device.update({ where: { id: watcher.device.id }, data: { revokedAt: new Date() } })
  expect(await strays()).toEqual([watcher.platformId])
})

test('who is deactivated is a stray', async () => {
  await db.account.update({ where: { id: watcher.account.id }, data: { disabledAt: new Date() } })
  expect(await strays()).toEqual([watcher.platformId])
})

test('whose role ran out, or covers another project only, is a stray', async () => {
  const where = { accountId: watcher.account.id }
  await db.roleHolding.updateMany({ where, data: { expiresAt: new Date(Date.now() - 1_000) } })
  expect(await strays()).toEqual([watcher.platformId])
  const { id: projectId } = await aProject(db)
  await db.roleHolding.updateMany({ where, data: { expiresAt: null, projectId } })
  expect(await strays()).toEqual([watcher.platformId])
})

test('whose role is narrowed is a stray', async () => {
  await db.role.updateMany({ data: { permissions: ['session.view'] } })
  expect(await strays()).toEqual([watcher.platformId])
})
