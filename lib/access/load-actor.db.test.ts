import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { anAccount, aProject } from '../../e2e/kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { loadActor } from './load-actor.ts'

let database: TestDatabase
let db: Database

beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.url)
})

afterAll(async () => {
  await db.$disconnect()
  await database.drop()
})

const hoursFromNow = (hours: number) => new Date(Date.now() + hours * 3_600_000)

async function aDevice(given: { lastSeenAt?: Date; expiresAt?: Date; revokedAt?: Date } = {}) {
  const account = await anAccount(db)
  const device = await db.device.create({
    data: { accountId: account.id, userAgent: 'test', address: '', expiresAt: hoursFromNow(24), ...given },
  })
  return { account, device }
}

test('somebody signed in is known by their device, with their roles and where they hold them', async () => {
  const { account, device } = await aDevice()
  const project = await aProject(db)
  const role = await db.role.create({
    data: { key: newId(), name: 'Watcher', permissions: ['session.view'] },
  })
  await db.roleHolding.create({ data: { accountId: account.id, roleId: role.id, projectId: project.id } })
  const actor = await loadActor(db, device.id)
  expect(actor).toMatchObject({ accountId: account.id, deviceId: device.id, roles: [role.key] })
  expect(actor?.permissions.get('session.view')).toEqual(new Set([project.id]))
})

test('who holds no role is somebody all the same, and may do nothing', async () => {
  const { device } = await aDevice()
  expect((await loadActor(db, device.id))?.permissions.size).toBe(0)
})

test('nobody is behind a device that is revoked, over its time, idle for half a day, or unknown', async () => {
  for (const given of [
    { revokedAt: new Date() },
    { expiresAt: hoursFromNow(-0.01) },
    { lastSeenAt: hoursFromNow(-12.01) },
  ]) {
    const { device } = await aDevice(given)
    expect(await loadActor(db, device.id)).toBeNull()
  }
  expect(await loadActor(db, newId())).toBeNull()
})

test('nobody is behind a device of a disabled account, until it is enabled again', async () => {
  const { account, device } = await aDevice()
  await db.account.update({ where: { id: account.id }, data: { disabledAt: new Date() } })
  expect(await loadActor(db, device.id)).toBeNull()
})

test('using a device keeps it from going idle, but never beyond its absolute end', async () => {
  const { device } = await aDevice({ lastSeenAt: hoursFromNow(-11.9) })
  await loadActor(db, device.id)
  const after = await db.device.findUniqueOrThrow({ where: { id: device.id } })
  expect(after.lastSeenAt.getTime()).toBeGreaterThan(hoursFromNow(-0.1).getTime())
  expect(after.expiresAt).toEqual(device.expiresAt)
})

const onlyReading = () =>
  openDatabase(`${database.url}?options=-c%20timezone%3DUTC%20-c%20default_transaction_read_only%3Don`, 1)

test('a database that only reads still lets people read', async () => {
  const { account, device } = await aDevice({ lastSeenAt: hoursFromNow(-1) })
  const readOnly = onlyReading()
  expect(await loadActor(readOnly, device.id)).toMatchObject({ accountId: account.id })
  await readOnly.$disconnect()
})

test('and whoever goes on reading meanwhile does not count as idle, for as long as that takes', async () => {
  const readOnly = onlyReading()
  const { device } = await aDevice({ lastSeenAt: hoursFromNow(-11.9) })
  const { device: left } = await aDevice({ lastSeenAt: hoursFromNow(-11.9) })
  expect(await loadActor(readOnly, device.id)).not.toBeNull()
  const ids = [device.id, left.id]
  await db.device.updateMany({ where: { id: { in: ids } }, data: { lastSeenAt: hoursFromNow(-12.1) } })
  expect(await loadActor(readOnly, device.id)).not.toBeNull()
  expect(await loadActor(readOnly, left.id)).toBeNull()
  expect(await loadActor(db, device.id)).not.toBeNull()
  const after = await db.device.findUniqueOrThrow({ where: { id: device.id } })
  expect(after.lastSeenAt.getTime()).toBeGreaterThan(hoursFromNow(-0.1).getTime())
  await readOnly.$disconnect()
})
