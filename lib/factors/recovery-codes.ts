import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import type { Tx } from '#lib/system/database.ts'

const COUNT = 10
const BYTES = 15 // 120 bits: 24 letters of base32
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Ten new codes for somebody, instead of all they had. Only their hashes stay: nobody sees them again. */
export async function renewRecoveryCodes(tx: Tx, accountId: string): Promise<string[]> {
  const codes = Array.from({ length: COUNT }, makeRecoveryCode)
  await tx.factor.deleteMany({ where: { accountId, kind: 'recovery' } })
  await tx.factor.createMany({
    data: codes.map((code) => ({
      accountId,
      kind: 'recovery' as const,
      name: 'Recovery code',
      confirmedAt: new Date(),
      codeHash: hashRecoveryCode(code),
    })),
  })
  return codes
}

/** Codes for who has none: with their first factor. */
export async function firstRecoveryCodes(tx: Tx, accountId: string): Promise<string[] | null> {
  const has = await tx.factor.count({ where: { accountId, kind: 'recovery' } })
  return has > 0 ? null : renewRecoveryCodes(tx, accountId)
}

/** Whether this is one of theirs. It is gone then: each opens once. */
export async function spendRecoveryCode(tx: Tx, accountId: string, typed: string): Promise<boolean> {
  const spent = await tx.factor.deleteMany({
    where: { accountId, kind: 'recovery', codeHash: hashRecoveryCode(typed) },
  })
  return spent.count === 1
}

/** `ABCD-EFGH-…`: six groups of four. */
function makeRecoveryCode(): string {
  let bits = 0n
  for (const byte of randomBytes(BYTES)) bits = (bits << 8n) | BigInt(byte)
  const letters = Array.from({ length: (BYTES * 8) / 5 }, (_, place) =>
    ALPHABET.charAt(Number((bits >> BigInt(place * 5)) & 31n)),
  ).join('')
  return letters.match(/.{4}/g)?.join('-') ?? letters
}

/** However it is typed: without the dashes, in small letters, with blanks. */
function hashRecoveryCode(typed: string): Uint8Array<ArrayBuffer> {
  const letters = typed.toUpperCase().replaceAll(/[^A-Z2-7]/g, '')
  return new Uint8Array(createHash('sha256').update(letters).digest())
}
