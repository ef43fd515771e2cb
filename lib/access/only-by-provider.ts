import 'server-only'
import type { Database, Tx } from '#lib/system/database.ts'

/** Whether somebody signs in by their organisation's provider and in no other way: their address is the provider's business. */
export async function isOnlyByProvider(db: Database | Tx, accountId: string): Promise<boolean> {
  const found = await db.account.count({
    where: {
      id: accountId,
      passwordHash: null,
      identities: { some: {} },
      factors: { none: { kind: 'passkey', confirmedAt: { not: null } } },
    },
  })
  return found > 0
}
