import 'server-only'
import { forgetFactorAttempts } from '#lib/access/throttle-sign-in.ts'
import type { Tx } from '#lib/system/database.ts'
import { log } from '#lib/system/log.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { spendRecoveryCode } from './recovery-codes.ts'
import { openSeed } from './seed-at-rest.ts'
import { acceptedStep } from './totp.ts'

/** Whether this is a code of theirs: six digits of their authenticator, else one of their recovery codes. Each counts once. */
export async function passCode(
  tx: Tx,
  accountId: string,
  typed: string,
  now: Date,
): Promise<Result<'authenticator' | 'recovery', 'wrong'>> {
  const digits = typed.replaceAll(/\s/g, '')
  const isCode = /^\d{6}$/.test(digits)
  const right = isCode
    ? await passAuthenticator(tx, accountId, digits, now)
    : await spendRecoveryCode(tx, accountId, typed)
  if (!right) return fail('wrong')
  await forgetFactorAttempts(tx, accountId)
  return ok(isCode ? 'authenticator' : 'recovery')
}

async function passAuthenticator(tx: Tx, accountId: string, code: string, now: Date): Promise<boolean> {
  const row = await tx.factor.findFirst({
    where: { accountId, kind: 'totp', confirmedAt: { not: null } },
    select: { id: true, accountId: true, keyId: true, wrappedKey: true, ciphertext: true, lastStep: true },
  })
  if (!row) return false
  const seed = openSeed(row)
  if (!seed.ok) {
    log.error({ accountId, keyId: row.keyId, failure: seed.failure }, 'an authenticator does not open')
    return false
  }
  const step = acceptedStep(seed.value, code, { now, lastStep: row.lastStep })
  if (step === null) return false
  // Of all servers that found it right, the one that moves the row on accepts it.
  const moved = await tx.$executeRaw`
    UPDATE "Factor" SET "lastStep" = ${step}, "lastUsedAt" = now()
    WHERE "id" = ${row.id}::uuid AND ("lastStep" IS NULL OR "lastStep" < ${step})`
  return moved === 1
}
