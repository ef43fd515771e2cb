import 'server-only'
import { cleanText } from '#lib/system/clean-text.ts'
import type { Tx } from '#lib/system/database.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { ADD_WORDS, LONGEST_NAME } from './add-passkey.ts'

export const RENAME_WORDS = { 'bad-name': ADD_WORDS['bad-name'] }

/** Gives a factor the name by which its owner knows it. */
export async function renameFactor(tx: Tx, id: string, typed: string): Promise<Result<null, 'bad-name'>> {
  const name = cleanText(typed, { longest: LONGEST_NAME })
  if (!name.ok) return fail('bad-name')
  await tx.factor.update({ where: { id }, data: { name: name.value } })
  return ok(null)
}
