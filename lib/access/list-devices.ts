import 'server-only'
import { database } from '#lib/system/database.ts'
import { describeBrowser } from './describe-browser.ts'
import type { SignedInDevice } from './model.ts'

type Row = { id: string; userAgent: string; address: string; createdAt: Date; lastSeenAt: Date }

/** Where an account is signed in: the devices that would still be let in now, by the same rule as for an actor. */
export async function listDevices(accountId: string): Promise<SignedInDevice[]> {
  const rows = await database().$queryRaw<Row[]>`
    SELECT d."id", d."userAgent", d."address", d."createdAt", d."lastSeenAt"
    FROM "Device" d CROSS JOIN "AccessPolicy" p
    WHERE d."accountId" = ${accountId}::uuid AND d."stage" = 'full' AND d."revokedAt" IS NULL AND d."expiresAt" > now()
      AND d."createdAt" > now() - make_interval(hours => p."absoluteHours")
      AND d."lastSeenAt" > now() - make_interval(mins => CASE WHEN EXISTS (
        SELECT 1 FROM "RoleHolding" h JOIN "Role" r ON r."id" = h."roleId"
        WHERE h."accountId" = d."accountId" AND r."key" = 'admin'
      ) THEN p."idleMinutesAdmin" ELSE p."idleMinutes" END)
    ORDER BY d."lastSeenAt" DESC LIMIT 100`
  return rows.map(({ userAgent, createdAt, lastSeenAt, ...row }) => ({
    ...row,
    browser: describeBrowser(userAgent),
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
  }))
}
