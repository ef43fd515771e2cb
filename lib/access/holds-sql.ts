import 'server-only'
import { Prisma } from '#generated/prisma/client.ts'
import type { Permission } from './permissions.ts'

/**
 * Whether an account may sign in and holds this permission there now, as a condition for questions over many rows. What is
 * given are columns of the question it stands in; `h`, `r` and `o` are its own names.
 */
export function holdsSql(accountId: Prisma.Sql, projectId: Prisma.Sql, permission: Permission): Prisma.Sql {
  return Prisma.sql`EXISTS (
    SELECT 1 FROM "RoleHolding" h JOIN "Role" r ON r."id" = h."roleId" JOIN "Account" o ON o."id" = h."accountId"
    WHERE h."accountId" = ${accountId} AND o."disabledAt" IS NULL AND (h."expiresAt" IS NULL OR h."expiresAt" > now())
      AND (h."projectId" IS NULL OR h."projectId" = ${projectId}) AND ${permission} = ANY(r."permissions"))`
}
