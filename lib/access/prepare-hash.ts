import 'server-only'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { judgePassword } from './judge-password.ts'
import { hashPassword } from './password-hash.ts'

export type PasswordVerdict = 'weak-password' | 'busy'

/** The hash of a password somebody chooses, when it is one that may be chosen. Slow: never inside a transaction. */
export async function prepareHash(
  password: string,
  context: readonly string[],
  beside: { secondFactor?: boolean } = {},
): Promise<Result<string, PasswordVerdict>> {
  if (judgePassword(password, context, beside) !== null) return fail('weak-password')
  const hash = await hashPassword(password)
  return hash === null ? fail('busy') : ok(hash)
}
