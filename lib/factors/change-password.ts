import 'server-only'
import { checkPassword, PASSWORD_WORDS, type PasswordFailure } from '#lib/access/confirm-yourself.ts'
import { type PasswordVerdict, prepareHash } from '#lib/access/prepare-hash.ts'
import { hasSecondFactor } from '#lib/access/second-factor.ts'
import { database, type Tx } from '#lib/system/database.ts'
import type { Result } from '#lib/system/result.ts'
import type { Owner } from './owner.ts'

export type ChangeFailure = PasswordFailure | PasswordVerdict

export const CHANGE_WORDS: Record<ChangeFailure, string> = {
  ...PASSWORD_WORDS,
  'weak-password':
    'Use a longer or less common password: 15 characters, or 8 beside a second factor, and not your name or e-mail address.',
  busy: 'This could not be done just now. Try again in a moment.',
}

/** The hash of a new password, for whoever knows the present one. Takes as long as two hashes: before the transaction. */
export async function preparePassword(
  owner: Owner,
  { current, password }: { current: string; password: string },
  address: string | null,
): Promise<Result<string, ChangeFailure>> {
  const db = database()
  const account = await db.account.findUnique({
    where: { id: owner.accountId },
    select: { passwordHash: true },
  })
  // Who has none signs in by a passkey or a provider: the door has just asked for that.
  if (account?.passwordHash) {
    const known = await checkPassword(owner, current, address)
    if (!known.ok) return known
  }
  const secondFactor = await hasSecondFactor(db, owner.accountId)
  return prepareHash(password, [owner.email, owner.name], { secondFactor })
}

/** Sets it. Links that were sent for the password before it are void. */
export async function changePassword(tx: Tx, { accountId }: Owner, passwordHash: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Account" SET "passwordHash" = ${passwordHash}, "linksVoidedAt" = now() WHERE "id" = ${accountId}::uuid`
}
