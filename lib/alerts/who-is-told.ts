import 'server-only'
import { Prisma } from '#generated/prisma/client.ts'

/**
 * Whether the account `a` is to be told by mail of the alert `l`: they want to, they handle alerts where it happened, and they
 * may see it there (the same rule as in see-alerts.ts). Asked when it happens, and again when the letter is written.
 */
export const IS_TOLD = Prisma.sql`(
  a."disabledAt" IS NULL AND a."erasedAt" IS NULL
  AND (a."alertMail" = 'all' OR (a."alertMail" = 'urgent' AND l."level" = 'urgent'))
  AND ${holds(Prisma.sql`'alert.handle'`)}
  AND (((l."sessionId" IS NOT NULL OR l."archiveId" IS NULL) AND ${holds(Prisma.sql`'session.view'`)})
    OR (l."archiveId" IS NOT NULL AND ${holds(Prisma.sql`'archive.view'`)})))`

function holds(permission: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`EXISTS (
    SELECT 1 FROM "RoleHolding" h JOIN "Role" r ON r."id" = h."roleId"
    WHERE h."accountId" = a."id" AND ${permission} = ANY(r."permissions")
      AND (h."projectId" IS NULL OR h."projectId" = l."projectId")
      AND (h."expiresAt" IS NULL OR h."expiresAt" > clock_timestamp()))`
}
