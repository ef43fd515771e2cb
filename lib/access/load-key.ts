import 'server-only'
import { timingSafeEqual } from 'node:crypto'
import type { Database } from '#lib/system/database.ts'
import { log } from '#lib/system/log.ts'
import type { Where } from './actor.ts'
import { hashApiKey, prefixOf } from './api-key-format.ts'
import { API_SCOPES, type ApiScope, isApiScope } from './api-scopes.ts'
import type { KeyCaller } from './key-caller.ts'
import { permissionsOf } from './load-actor.ts'

type Row = {
  id: string
  prefix: string
  hash: Uint8Array
  scopes: string[]
  projectId: string | null
  makerId: string
  holdings: { permissions: string[]; projectId: string | null }[]
  touch: boolean
}

/**
 * Who a request's key is; null when there is none, or it is wrong, over its time, revoked, or of somebody who was
 * deactivated. Asked anew at each request. Keys come in one header and nowhere else: an address stands in logs.
 */
export async function loadKey(db: Database, authorization: string | null): Promise<KeyCaller | null> {
  const given = /^Bearer (\S{1,200})$/i.exec(authorization ?? '')?.[1]
  const prefix = given === undefined ? null : prefixOf(given)
  if (given === undefined || prefix === null) return null
  const [row] = await db.$queryRaw<Row[]>`
    SELECT k."id", k."prefix", k."hash", k."scopes", k."projectId", a."id" AS "makerId",
      COALESCE(k."lastUsedAt" < now() - interval '1 minute', TRUE) AS touch,
      COALESCE((
        SELECT jsonb_agg(jsonb_build_object('permissions', r."permissions", 'projectId', h."projectId"))
        FROM "RoleHolding" h JOIN "Role" r ON r."id" = h."roleId"
        WHERE h."accountId" = a."id" AND (h."expiresAt" IS NULL OR h."expiresAt" > now())
      ), '[]'::jsonb) AS holdings
    FROM "ApiKey" k JOIN "Account" a ON a."id" = k."createdById"
    LEFT JOIN "Project" p ON p."id" = k."projectId"
    WHERE k."prefix" = ${prefix} AND k."revokedAt" IS NULL AND (k."expiresAt" IS NULL OR k."expiresAt" > now())
      AND a."disabledAt" IS NULL AND p."removedAt" IS NULL`
  if (!row || !isEqual(row.hash, hashApiKey(given))) return null
  if (row.touch) await touchKey(db, row.id)
  return { keyId: row.id, prefix: row.prefix, makerId: row.makerId, scopes: scopesOf(row) }
}

/** A key never has more than its maker, and not beyond its own project. */
export function scopesOf({
  scopes,
  projectId,
  holdings,
}: Pick<Row, 'scopes' | 'projectId' | 'holdings'>): ReadonlyMap<ApiScope, Where> {
  const held = permissionsOf(holdings)
  const granted = scopes.filter(isApiScope).flatMap((scope): [ApiScope, Where][] => {
    const where = held.get(API_SCOPES[scope].permission)
    const both = where === undefined ? null : within(where, projectId)
    return both === null ? [] : [[scope, both]]
  })
  return new Map(granted)
}

function within(where: Where, projectId: string | null): Where | null {
  if (projectId === null) return where
  return where === 'everywhere' || where.has(projectId) ? new Set([projectId]) : null
}

function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other)
}

/** Once a minute at most. A database that only reads must still let programs read. */
async function touchKey(db: Database, id: string): Promise<void> {
  try {
    await db.$executeRaw`UPDATE "ApiKey" SET "lastUsedAt" = now() WHERE "id" = ${id}::uuid`
  } catch (error) {
    log.warn({ error }, 'last use of a key was not noted')
  }
}
