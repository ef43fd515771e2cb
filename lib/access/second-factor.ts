import 'server-only'
import type { Database, Tx } from '#lib/system/database.ts'

/** Whether somebody has an authenticator or a passkey that they have used once. Recovery codes alone are none. */
export async function hasSecondFactor(db: Database | Tx, accountId: string): Promise<boolean> {
  const has = await db.factor.count({
    where: { accountId, confirmedAt: { not: null }, kind: { in: ['totp', 'passkey'] } },
  })
  return has > 0
}

/** Whether a role they hold now asks for two. */
export async function needsSecondFactor(db: Database | Tx, accountId: string): Promise<boolean> {
  const asked = await db.roleHolding.count({
    where: {
      accountId,
      role: { needsTwoFactors: true },
      OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }],
    },
  })
  return asked > 0
}
