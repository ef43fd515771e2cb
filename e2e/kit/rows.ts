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
    roles: ['moderator'],
    permissions: new Map(permissions.map((permission) => [permission, where])),
  }
}
