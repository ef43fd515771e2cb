import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { isOnlyByProvider } from '#lib/access/only-by-provider.ts'
import { announceRights } from '#lib/access/rights-channel.ts'
import { queueLetter } from '#lib/notify/queue-letter.ts'
import type { Tx } from '#lib/system/database.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'

export type UnlinkFailure = 'not-linked' | 'kept' | 'last-way'

/**
 * Takes the link away, and ends what was signed in by it elsewhere. Not when nothing else would open the account, and not
 * from an account that the provider made: what that holds follows from groups there.
 */
export async function unlinkIdentity(
  tx: Tx,
  { accountId, deviceId, email }: Actor,
  issuer: string,
): Promise<Result<null, UnlinkFailure>> {
  await tx.$queryRaw`SELECT "id" FROM "Account" WHERE "id" = ${accountId}::uuid FOR UPDATE`
  const identity = await tx.identity.findFirst({ where: { accountId, issuer } })
  if (!identity) return fail('not-linked')
  if (identity.mapped) return fail('kept')
  if (await isOnlyByProvider(tx, accountId)) return fail('last-way')
  await tx.identity.delete({ where: { id: identity.id } })
  await tx.$executeRaw`
    UPDATE "Device" SET "revokedAt" = now()
    WHERE "accountId" = ${accountId}::uuid AND "method" = 'provider' AND "id" <> ${deviceId}::uuid AND "revokedAt" IS NULL`
  await announceRights(tx, accountId)
  await queueLetter(tx, {
    to: email,
    subject: "Your organisation's sign-in was unlinked",
    text: `Your organisation's sign-in does not open your account in Gavel any more.\n\nIf you did not do this, tell an admin.\n`,
  })
  return ok(null)
}
