import type { Actor, Where } from '#lib/access/actor.ts'
import type { Permission } from '#lib/access/permissions.ts'
import type { Database } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'

/** Rows for tests on a real database: each builder makes one with what the test does not care about filled in. */
export async function aProject(db: Database, given: { name?: string; platformId?: string } = {}) {
  const platformId = given.platformId ?? `99${Math.trunc(Math.random() * 1e8)}`
  return db.project.create({ data: { name: given.name ?? 'Openmic', platform: 'opentok', platformId } })
}

export async function aSession(
  db: Database,
  projectId: string,
  given: Partial<{
    name: string
    live: boolean
    liveSince: Date
    connections: number
    platformId: string
  }> = {},
) {
  const platformId = given.platformId ?? `2_${newId()}`
  return db.videoSession.create({ data: { projectId, platformId, firstSeenAt: new Date(), ...given } })
}

export async function anAccount(db: Database, name = 'Ines Duarte') {
  const email = `${newId()}@northlight.example`
  return db.account.create({ data: { email, name, passwordHash: 'none' } })
}

/** An actor as the doors would have loaded one, holding these permissions. */
export function anActor(permissions: Permission[], where: Where = 'everywhere', accountId = newId()): Actor {
  return {
    accountId,
    deviceId: newId(),
    name: 'Ines Duarte',
    email: 'ines.duarte@northlight.example',
    authenticatedAt: new Date(),
    roles: ['moderator'],
    permissions: new Map(permissions.map((permission) => [permission, where])),
    seeingAs: null,
  }
}

/** A signed-in browser of an account that may see these projects, and the actor the doors make of it. */
export async function aSignedIn(
  db: Database,
  permissions: Permission[],
  projectIds: readonly string[] | 'everywhere',
) {
  const account = await anAccount(db)
  const role = await db.role.create({ data: { key: newId(), name: 'Test', permissions } })
  const where = projectIds === 'everywhere' ? [null] : projectIds
  for (const projectId of where)
    await db.roleHolding.create({ data: { accountId: account.id, roleId: role.id, projectId } })
  const expiresAt = new Date(Date.now() + 3_600_000)
  const device = await db.device.create({
    data: { accountId: account.id, userAgent: 'test', address: '127.0.0.1', expiresAt },
  })
  const actor: Actor = {
    ...anActor(permissions, projectIds === 'everywhere' ? 'everywhere' : new Set(projectIds), account.id),
    deviceId: device.id,
  }
  return { account, device, actor }
}
