import 'server-only'
import type { Database } from '#lib/system/database.ts'
import { type MasterKeys, masterKeys } from '#lib/system/master-keys.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { openText, type Place, type SealedBytes, sealText } from '#lib/system/seal-text.ts'

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
export async function checkSeeds(
  db: Database,
  keys: MasterKeys = masterKeys(),
): Promise<Result<null, string>> {
  const rows = await seedsOf(db)
  const shut = rows.filter((row) => !openSeed(row, keys).ok)
  if (shut.length === 0) return ok(null)
  return fail(
    `${shut.length} of ${rows.length} authenticators do not open with the master keys of GAVEL_MASTER_KEYS: put the missing key back, after the current one.`,
  )
}

/** Seals anew what is still under an older master key, row by row; a reader sees the old or the new, both of which open. */
export async function rewrapSeeds(db: Database, keys: MasterKeys = masterKeys()): Promise<number> {
  let rewrapped = 0
  for (const row of await seedsOf(db)) {
    const seed = row.keyId === keys.current ? null : openSeed(row, keys)
    if (!seed?.ok) continue
    const { count } = await db.factor.updateMany({
      where: { id: row.id, keyId: row.keyId },
      data: sealSeed(seed.value, row, keys),
    })
    rewrapped += count
  }
  return rewrapped
}

function seedsOf(db: Database) {
  return db.factor.findMany({
    where: { kind: 'totp' },
    select: { id: true, accountId: true, keyId: true, wrappedKey: true, ciphertext: true },
  })
}

function placeOf({ id, accountId }: SeedPlace): Place {
  return { table: 'Factor', id, also: [accountId] }
}
