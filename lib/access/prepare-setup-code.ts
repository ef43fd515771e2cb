import 'server-only'
import { createHash, randomInt } from 'node:crypto'
import type { Database } from '#lib/system/database.ts'

/** Letters and digits that nobody confuses when copying from a screen. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTVWXYZ23456789'
const GROUPS = 5
const LETTERS = 5 // 25 of 30 letters: 122 bits

/**
 * A new one-time code for the set-up page, to be printed at the console; null when the set-up is over. Only its hash is
 * kept, so each start makes another, and the one printed last is the one that works.
 */
export async function prepareSetupCode(db: Database): Promise<string | null> {
  const code = Array.from({ length: GROUPS }, () =>
    Array.from({ length: LETTERS }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join(''),
  ).join('-')
  const { count } = await db.setup.updateMany({
    where: { id: 1, completedAt: null },
    data: { codeHash: hashSetupCode(code) },
  })
  return count === 1 ? code : null
}

/** However it is typed: without the dashes, in small letters, with blanks. */
export function hashSetupCode(typed: string): Uint8Array<ArrayBuffer> {
  const letters = typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')
  return new Uint8Array(createHash('sha256').update(letters).digest())
}
