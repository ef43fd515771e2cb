import 'server-only'
import type { Tx } from '#lib/system/database.ts'

/**
 * Takes the addresses of somebody's requests out of the record; the digests stay, and the chain with them. `left` counts the
 * entries of the first version, which have no digest: their addresses are covered by the chain itself and cannot go.
 */
export async function eraseAddresses(tx: Tx, accountId: string): Promise<{ erased: number; left: number }> {
  // Of those who failed to sign in nobody is the actor: whom they wanted to be is the subject.
  const subject = `account:${accountId}`
  const erased = await tx.$executeRaw`
    UPDATE "AuditEntry" SET "address" = NULL, "addressSalt" = NULL
    WHERE ("actorId" = ${accountId}::uuid OR ("actorId" IS NULL AND "subject" = ${subject}))
      AND "addressDigest" IS NOT NULL AND "address" IS NOT NULL`
  const left = await tx.auditEntry.count({
    where: {
      OR: [{ actorId: accountId }, { actorId: null, subject }],
      addressDigest: null,
      address: { not: null },
    },
  })
  return { erased, left }
}
