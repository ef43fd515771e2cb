import 'server-only'
import { recordAlone } from '#lib/audit/record-alone.ts'
import type { Database } from '#lib/system/database.ts'
import { log } from '#lib/system/log.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { canonicalEmail } from './canonical-email.ts'
import { hashPassword, isWeaker, verifyPassword } from './password-hash.ts'
import { type Browser, stageOf, startDevice } from './start-device.ts'
import { forgetAttempts, mayTrySignIn, throttleKeys } from './throttle-sign-in.ts'

export type SignInAttempt = Browser & { email: string; password: string }

export type SignInFailure = 'wrong' | 'slow-down'

const LONGEST_EMAIL = 320
const LONGEST_PASSWORD_BYTES = 1_024

/**
 * Signs somebody in on a new device. An account that does not exist, one that is disabled and a wrong password are one
 * failure, reached by the same steps: words and time tell nothing about who has an account here.
 */
export async function authenticate(
  db: Database,
  attempt: SignInAttempt,
): Promise<Result<{ accountId: string; deviceId: string }, SignInFailure>> {
  const email = canonicalEmail(attempt.email)
  if (email.length > LONGEST_EMAIL || Buffer.byteLength(attempt.password) > LONGEST_PASSWORD_BYTES)
    return refuse(attempt, 'wrong')
  const keys = throttleKeys(email, attempt.address)
  if (!(await mayTrySignIn(db, keys))) return refuse(attempt, 'slow-down')

  const account = await db.account.findUnique({ where: { email } })
  const right = await verifyPassword(attempt.password, account?.passwordHash ?? null)
  if (right === null) return refuse(attempt, 'slow-down')
  if (!account || !right || account.disabledAt !== null) {
    await recordRefused(db, attempt, account?.id ?? null)
    return refuse(attempt, 'wrong')
  }
  const { id, passwordHash } = account
  const fresh = passwordHash !== null && isWeaker(passwordHash) ? await hashPassword(attempt.password) : null
  const deviceId = await db.$transaction(async (tx) => {
    await forgetAttempts(tx, keys)
    // Only while it is still the hash that was looked at: a password changed meanwhile stays changed.
    if (fresh) await tx.account.updateMany({ where: { id, passwordHash }, data: { passwordHash: fresh } })
    const stage = await stageOf(tx, id, 'password')
    return startDevice(tx, { accountId: id, method: 'password', stage }, attempt)
  })
  return ok({ accountId: id, deviceId })
}

/** One entry whoever was meant: an entry for existing accounts only would take time, and time tells. */
async function recordRefused(db: Database, { address, requestId }: SignInAttempt, accountId: string | null) {
  await recordAlone(db, {
    phase: 'denied',
    action: 'account.signIn',
    actorId: null,
    deviceId: null,
    address,
    subject: accountId === null ? null : `account:${accountId}`,
    details: {},
    requestId,
  })
}

function refuse({ requestId }: SignInAttempt, failure: SignInFailure) {
  log.info({ action: 'account.signIn', requestId, refusal: failure }, 'sign-in refused')
  return fail(failure)
}
