import 'server-only'
import type { Database } from '#lib/system/database.ts'
import { type MasterKeys, masterKeys } from '#lib/system/master-keys.ts'
import { fail, type Result } from '#lib/system/result.ts'
import { openText, type Place, type SealedBytes, sealText } from '#lib/system/seal-text.ts'
import { checkSealedRows, rewrapSealedRows } from '#lib/system/sealed-rows.ts'

/** The row of an authenticator: its seed opens for this account only. */
type SeedPlace = { id: string; accountId: string }
type SeedRow = SeedPlace & { [Column in keyof SealedBytes]: SealedBytes[Column] | null }

export function sealSeed(seed: string, place: SeedPlace, keys: MasterKeys = masterKeys()): SealedBytes {
  return sealText(seed, placeOf(place), keys)
}

export function openSeed(
  { keyId, wrappedKey, ciphertext, ...place }: SeedRow,
  keys: MasterKeys = masterKeys(),
): Result<string, 'unknown-key' | 'damaged'> {
  if (keyId === null || wrappedKey === null || ciphertext === null) return fail('damaged')
  return openText({ keyId, wrappedKey, ciphertext }, placeOf(place), keys)
}

/** Whether all authenticators can be read, or else one sentence why nothing should start. */
export function checkSeeds(db: Database, keys: MasterKeys = masterKeys()): Promise<Result<null, string>> {
  return checkSealedRows('authenticators', seedsOf(db, keys))
}

/** Seals anew what is still under an older master key; answers how many were. */
export function rewrapSeeds(db: Database, keys: MasterKeys = masterKeys()): Promise<number> {
  return rewrapSealedRows(keys, {
    ...seedsOf(db, keys),
    reseal: (row, seed) =>
      db.factor.updateMany({ where: { id: row.id, keyId: row.keyId }, data: sealSeed(seed, row, keys) }),
  })
}

function seedsOf(db: Database, keys: MasterKeys) {
  const rows = () =>
    db.factor.findMany({
      where: { kind: 'totp' },
      select: { id: true, accountId: true, keyId: true, wrappedKey: true, ciphertext: true },
    })
  return { rows, open: (row: SeedRow) => openSeed(row, keys) }
}

function placeOf({ id, accountId }: SeedPlace): Place {
  return { table: 'Factor', id, also: [accountId] }
}
