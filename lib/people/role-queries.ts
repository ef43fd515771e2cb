import 'server-only'
import { type Actor, mayAnywhere, mayEverywhere, whereMay } from '#lib/access/actor.ts'
import { covers, holdingsOf, notRunOut } from '#lib/access/holdings.ts'
import { PERMISSIONS, type Permission } from '#lib/access/permissions.ts'
import { type Database, database } from '#lib/system/database.ts'
import type { Policy, RoleView } from './model.ts'

const RANK = ['admin', 'lead', 'moderator', 'reviewer', 'auditor']

/** The matrix: every role with what it allows and who holds it, and what the reader could change. */
export async function roleMatrix(
  actor: Actor,
  db: Database = database(),
): Promise<{ roles: RoleView[]; mayEdit: boolean; grantable: Permission[] } | null> {
  if (!mayAnywhere(actor, 'account.view')) return null
  const rows = await db.role.findMany({
    select: {
      id: true,
      key: true,
      name: true,
      description: true,
      builtIn: true,
      permissions: true,
      needsTwoFactors: true,
      version: true,
      holdings: {
        where: {
          account: { disabledAt: null },
          ...notRunOut(),
          ...whereMay(actor, 'account.view'),
        },
        select: {
          account: {
            select: {
              id: true,
              name: true,
              devices: {
                where: { revokedAt: null, lastSeenAt: { gt: new Date(Date.now() - 5 * 60_000) } },
                select: { id: true },
                take: 1,
              },
            },
          },
          project: { select: { name: true } },
        },
      },
    },
  })
  const roles = rows.map(
    ({ holdings, ...role }): RoleView => ({
      ...role,
      people: holdings.map(({ account, project }) => ({
        id: account.id,
        name: account.name,
        projectName: project?.name ?? null,
        openNow: account.devices.length > 0,
      })),
    }),
  )
  roles.sort((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name, 'en'))
  const held = await holdingsOf(db, actor.accountId)
  const known = Object.keys(PERMISSIONS) as Permission[] // the keys of the catalogue, by definition
  return {
    roles,
    mayEdit: mayEverywhere(actor, 'role.manage'),
    grantable: known.filter((name) =>
      covers(held, { permissions: [name], projectId: null, expiresAt: null }),
    ),
  }
}

function rank({ key }: RoleView): number {
  const at = RANK.indexOf(key)
  return at < 0 ? RANK.length : at
}

/** How long a sign-in lasts. */
export async function accessPolicy(actor: Actor): Promise<Policy | null> {
  if (!mayEverywhere(actor, 'policy.manage')) return null
  return database().accessPolicy.findUniqueOrThrow({
    where: { id: 1 },
    select: { idleMinutesAdmin: true, idleMinutes: true, absoluteHours: true },
  })
}
