import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ensureBuiltInRoles } from '#lib/access/ensure-built-in-roles.ts'
import { loadActor } from '#lib/access/load-actor.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { aSignedIn } from '../kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../kit/test-database.ts'

/** U7: the row decides how long a sign-in lasts, by the policy of now; working on does not carry it past the absolute limit. */
const MINUTE = 60_000
const HOUR = 60 * MINUTE
let database: TestDatabase
let db: Database

beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.url)
  await ensureBuiltInRoles(db)
})

beforeEach(() =>
  db.accessPolicy.update({
    where: { id: 1 },
    data: { idleMinutesAdmin: 30, idleMinutes: 720, absoluteHours: 168 },
  }),
)

afterAll(async () => {
  await db.$disconnect()
  await database.drop()
})

/** Whether somebody who was last seen, and signed in, so long ago is still signed in. */
async function lasts(given: { admin?: boolean; idle?: number; age?: number }): Promise<boolean> {
  const { account, device } = await aSignedIn(db, ['session.view'], 'everywhere')
  if (given.admin) {
    const role = await db.role.findUniqueOrThrow({ where: { key: 'admin' } })
    await db.roleHolding.create({ data: { accountId: account.id, roleId: role.id } })
  }
  const ago = (ms: number) => new Date(Date.now() - ms)
  await db.device.update({
    where: { id: device.id },
    data: {
      lastSeenAt: ago(given.idle ?? 0),
      createdAt: ago(given.age ?? given.idle ?? 0),
      expiresAt: new Date(Date.now() + 30 * 24 * HOUR),
    },
  })
  return (await loadActor(db, device.id)) !== null
}

describe('idle', () => {
  test('an admin is signed out after half an hour, others after twelve hours', async () => {
    expect(await lasts({ admin: true, idle: 29 * MINUTE })).toBe(true)
    expect(await lasts({ admin: true, idle: 31 * MINUTE })).toBe(false)
    expect(await lasts({ idle: 11 * HOUR })).toBe(true)
    expect(await lasts({ idle: 13 * HOUR })).toBe(false)
  })

  test('a changed policy works for who is signed in already', async () => {
    await db.accessPolicy.update({ where: { id: 1 }, data: { idleMinutes: 5, idleMinutesAdmin: 60 } })
    expect(await lasts({ idle: 6 * MINUTE })).toBe(false)
    expect(await lasts({ admin: true, idle: 31 * MINUTE })).toBe(true)
  })
})

describe('absolute', () => {
  test('whoever works on signs in anew after a week', async () => {
    expect(await lasts({ age: 167 * HOUR })).toBe(true)
    expect(await lasts({ age: 169 * HOUR })).toBe(false)
  })

  test('a policy can make it shorter', async () => {
    await db.accessPolicy.update({ where: { id: 1 }, data: { absoluteHours: 8 } })
    expect(await lasts({ age: 9 * HOUR })).toBe(false)
  })
})
