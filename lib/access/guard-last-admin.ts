import 'server-only'
import type { Tx } from '#lib/system/database.ts'

/**
 * Whoever takes an admin away calls this first: from then on they do it one after another, so that two who take away each
 * other do not both succeed.
 */
export async function lockAdmins(tx: Tx): Promise<void> {
  await tx.$queryRaw`SELECT 1 AS locked FROM "Role" WHERE "key" = 'admin' FOR UPDATE`
}

/** How many could still administer everything without this account: for good, and with a way to sign in. */
export function adminsBesides(tx: Tx, accountId: string): Promise<number> {
  return tx.account.count({
    where: {
      id: { not: accountId },
      disabledAt: null,
      holdings: { some: { projectId: null, expiresAt: null, role: { key: 'admin' } } },
      OR: [
        { passwordHash: { not: null } },
        { factors: { some: { kind: 'passkey', confirmedAt: { not: null } } } },
        { identities: { some: {} } },
      ],
    },
  })
}
