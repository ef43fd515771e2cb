import 'server-only'
import type { Database } from '#lib/system/database.ts'
import { onceInProcess } from '#lib/system/global.ts'
import { log } from '#lib/system/log.ts'
import type { Actor, Where } from './actor.ts'
import { PERMISSIONS, type Permission } from './permissions.ts'

type Holding = { key: string; permissions: string[]; projectId: string | null }
type Row = {
  accountId: string
  name: string
  email: string
  authenticatedAt: Date
  seeAs: { name: string; permissions: string[] } | null
  holdings: Holding[]
  now: Date
  touch: boolean
}

/** When a device was here whose row could not be written, while the database only reads: the people at work now, until it does. */
const unwritten = () => onceInProcess('unwrittenVisits', () => new Map<string, Date>())

/**
 * Who is behind a device, with what they may do and where; null when the device is revoked, over its time, unknown, of a
 * disabled account, or still owes a second factor. Asked anew at every request, so that taking something away works at
 * the next one. How long a device lasts is the policy's of now, not of when it signed in.
 */
export async function loadActor(db: Database, deviceId: string): Promise<Actor | null> {
  const seen = unwritten().get(deviceId) ?? null
  const [row] = await db.$queryRaw<Row[]>`
    SELECT a."id" AS "accountId", a."name", a."email", d."authenticatedAt",
      (SELECT jsonb_build_object('name', s."name", 'permissions', s."permissions") FROM "Role" s WHERE s."id" = d."seeAsRoleId")
        AS "seeAs", now() AS "now",
      d."lastSeenAt" < now() - interval '1 minute' AS touch,
      COALESCE((
        SELECT jsonb_agg(jsonb_build_object('key', r."key", 'permissions', r."permissions", 'projectId', h."projectId"))
        FROM "RoleHolding" h JOIN "Role" r ON r."id" = h."roleId"
        WHERE h."accountId" = a."id" AND (h."expiresAt" IS NULL OR h."expiresAt" > now())
      ), '[]'::jsonb) AS holdings
    FROM "Device" d JOIN "Account" a ON a."id" = d."accountId" CROSS JOIN "AccessPolicy" p
    WHERE d."id" = ${deviceId}::uuid AND d."stage" = 'full' AND d."revokedAt" IS NULL AND d."expiresAt" > now()
      AND d."createdAt" > now() - make_interval(hours => p."absoluteHours") AND a."disabledAt" IS NULL
      AND GREATEST(d."lastSeenAt", ${seen}::timestamptz) > now() - make_interval(mins => CASE WHEN EXISTS (
        SELECT 1 FROM "RoleHolding" h JOIN "Role" r ON r."id" = h."roleId" WHERE h."accountId" = a."id" AND r."key" = 'admin'
      ) THEN p."idleMinutesAdmin" ELSE p."idleMinutes" END)`
  if (!row) return null
  if (row.touch) await touchDevice(db, deviceId, row.now)
  return {
    accountId: row.accountId,
    deviceId,
    name: row.name,
    email: row.email,
    authenticatedAt: row.authenticatedAt,
    roles: [...new Set(row.holdings.map((holding) => holding.key))],
    permissions: row.seeAs
      ? narrowed(permissionsOf(row.holdings), row.seeAs.permissions)
      : permissionsOf(row.holdings),
    seeingAs: row.seeAs?.name ?? null,
  }
}

/** As somebody of a role would see it, and never more than one may see oneself. */
function narrowed(own: ReadonlyMap<Permission, Where>, role: readonly string[]): Map<Permission, Where> {
  return new Map([...own].filter(([permission]) => role.includes(permission)))
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

/** Once a minute at most. A database that only reads must still let people read, for longer than nobody may be idle. */
async function touchDevice(db: Database, deviceId: string, now: Date): Promise<void> {
  try {
    await db.$executeRaw`UPDATE "Device" SET "lastSeenAt" = now() WHERE "id" = ${deviceId}::uuid`
    unwritten().delete(deviceId)
  } catch (error) {
    unwritten().set(deviceId, now)
    log.warn({ error }, 'last use of a device was not noted')
  }
}
