import 'server-only'
import { database, type Tx } from '#lib/system/database.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { verifyPassword } from './password-hash.ts'
import { forgetAttempts, mayTrySignIn, throttleKeys } from './throttle-sign-in.ts'

export type PasswordFailure = 'wrong' | 'slow-down'

/**
 * Whether this is the account's password. A wrong one counts against the same limits as a wrong sign-in: whoever sits at
 * an unlocked screen has no more guesses than anybody else. Takes as long as a hash: never inside a transaction.
 */
export async function checkPassword(
  account: { accountId: string; email: string },
  password: string,
  address: string | null,
): Promise<Result<null, PasswordFailure>> {
  const db = database()
  const keys = throttleKeys(account.email, address)
  if (!(await mayTrySignIn(db, keys))) return fail('slow-down')
  const row = await db.account.findUnique({
    where: { id: account.accountId },
    select: { passwordHash: true },
  })
  const right = await verifyPassword(password, row?.passwordHash ?? null)
  if (right === null) return fail('slow-down')
  if (!right) return fail('wrong')
  await db.$transaction((tx) => forgetAttempts(tx, keys))
  return ok(null)
}

/** What people are told of a password that was refused. */
export const PASSWORD_WORDS: Record<PasswordFailure, string> = {
  wrong: 'This is not your password.',
  'slow-down': 'Too many attempts. Wait a moment, then try again.',
}

/** Notes that this device's owner has just shown who they are. */
export async function noteConfirmed(tx: Tx, deviceId: string): Promise<void> {
  await tx.$executeRaw`UPDATE "Device" SET "authenticatedAt" = now() WHERE "id" = ${deviceId}::uuid`
}
