import 'server-only'
import type { Database } from '#lib/system/database.ts'
import { log } from '#lib/system/log.ts'
import type { Actor, Where } from './actor.ts'
import { PERMISSIONS, type Permission } from './permissions.ts'
import { IDLE_HOURS } from './session-token.ts'

type Holding = { key: string; permissions: string[]; projectId: string | null }
type Row = { accountId: string; name: string; email: string; holdings: Holding[]; touch: boolean }

/**
 * Who is behind a device, with what they may do and where; null when the device is revoked, over its time, unknown, or of a
 * disabled account. Asked anew at every request, so that taking something away works at the next one.
 */
export async function loadActor(db: Database, deviceId: string): Promise<Actor | null> {
  const [row] = await db.$queryRaw<Row[]>`
    SELECT a."id" AS "accountId", a."name", a."email",
      d."lastSeenAt" < now() - interval '1 minute' AS touch,
      COALESCE((
        SELECT jsonb_agg(jsonb_build_object('key', r."key", 'permissions', r."permissions", 'projectId', h."projectId"))
        FROM "RoleHolding" h JOIN "Role" r ON r."id" = h."roleId" WHERE h."accountId" = a."id"
      ), '[]'::jsonb) AS holdings
    FROM "Device" d JOIN "Account" a ON a."id" = d."accountId"
    WHERE d."id" = ${deviceId}::uuid AND d."revokedAt" IS NULL AND d."expiresAt" > now()
      AND d."lastSeenAt" > now() - make_interval(hours => ${IDLE_HOURS}::int) AND a."disabledAt" IS NULL`
  if (!row) return null
  if (row.touch) await touchDevice(db, deviceId)
  return {
    accountId: row.accountId,
    deviceId,
    name: row.name,
    email: row.email,
    roles: [...new Set(row.holdings.map((holding) => holding.key))],
    permissions: permissionsOf(row.holdings),
  }
}

/** Holdings added up: a permission held everywhere stays so, whatever else is held in single projects. */
export function permissionsOf(holdings: readonly Omit<Holding, 'key'>[]): ReadonlyMap<Permission, Where> {
  const permissions = new Map<Permission, Where>()
  for (const holding of holdings)
    for (const name of holding.permissions) {
      if (!isPermission(name)) continue // of a later version: held, but no door asks for it
      const before = permissions.get(name)
      if (holding.projectId === null) permissions.set(name, 'everywhere')
      else if (before !== 'everywhere') permissions.set(name, new Set([...(before ?? []), holding.projectId]))
    }
  return permissions
}

function isPermission(name: string): name is Permission {
  return Object.hasOwn(PERMISSIONS, name)
}

/** Once a minute at most. A database that only reads must still let people read. */
async function touchDevice(db: Database, deviceId: string): Promise<void> {
  try {
    await db.$executeRaw`UPDATE "Device" SET "lastSeenAt" = now() WHERE "id" = ${deviceId}::uuid`
  } catch (error) {
    log.warn({ error }, 'last use of a device was not noted')
  }
}
