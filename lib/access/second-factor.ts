import 'server-only'
import type { Database, Tx } from '#lib/system/database.ts'
import { notRunOut } from './holdings.ts'

/** Of factors: those that count as one, which recovery codes alone do not. */
export const isSecondFactor = () => ({
  confirmedAt: { not: null },
  kind: { in: ['totp' as const, 'passkey' as const] },
})

/** Whether somebody has an authenticator or a passkey that they have used once. */
export async function hasSecondFactor(db: Database | Tx, accountId: string): Promise<boolean> {
  const has = await db.factor.count({ where: { accountId, ...isSecondFactor() } })
  return has > 0
}

/** Whether a role they hold now asks for two. */
export async function needsSecondFactor(db: Database | Tx, accountId: string): Promise<boolean> {
  const asked = await db.roleHolding.count({
    where: {
      accountId,
      role: { needsTwoFactors: true },
      ...notRunOut(),
    },
  })
  return asked > 0
}
