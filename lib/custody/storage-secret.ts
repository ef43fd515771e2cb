import 'server-only'
import type { Database } from '#lib/system/database.ts'
import { type MasterKeys, masterKeys } from '#lib/system/master-keys.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { type OpenFailure, openText, type Place, type SealedBytes, sealText } from '#lib/system/seal-text.ts'

/** Where the secret is sent is part of it: for another address, also one that somebody wrote into the database, it does not open. */
export type StorageAddress = {
  id: string
  projectId: string
  purpose: 'keep' | 'uploads'
  endpoint: string | null
  bucket: string | null
  keyName: string | null
}
type StorageRow = StorageAddress & { [Column in keyof SealedBytes]: SealedBytes[Column] | null }

export function sealStorageSecret(
  secret: string,
  place: StorageAddress,
  keys: MasterKeys = masterKeys(),
): SealedBytes {
  return sealText(secret, placeOf(place), keys)
}

export function openStorageSecret(
  { keyId, wrappedKey, ciphertext, ...place }: StorageRow,
  keys: MasterKeys = masterKeys(),
): Result<string, OpenFailure> {
  if (keyId === null || wrappedKey === null || ciphertext === null) return fail('damaged')
  return openText({ keyId, wrappedKey, ciphertext }, placeOf(place), keys)
}

/** Whether all of them can be read, or else one sentence why nothing should start. */
export async function checkStorageSecrets(
  db: Database,
  keys: MasterKeys = masterKeys(),
): Promise<Result<null, string>> {
  const rows = await sealedRows(db)
  const shut = rows.filter((row) => !openStorageSecret(row, keys).ok)
  if (shut.length === 0) return ok(null)
  return fail(
    `${shut.length} of ${rows.length} keys of storages do not open with the master keys of GAVEL_MASTER_KEYS: put the missing key back, after the current one.`,
  )
}

/** Seals anew what is still under an older master key, row by row; a reader sees the old or the new, both of which open. */
export async function rewrapStorageSecrets(db: Database, keys: MasterKeys = masterKeys()): Promise<number> {
  let rewrapped = 0
  for (const row of await sealedRows(db)) {
    const secret = row.keyId === keys.current ? null : openStorageSecret(row, keys)
    if (!secret?.ok) continue
    const { count } = await db.storage.updateMany({
      where: { id: row.id, keyId: row.keyId, ciphertext: row.ciphertext },
      data: sealStorageSecret(secret.value, row, keys),
    })
    rewrapped += count
  }
  return rewrapped
}

/** Also of storages that another took the place of: files lie there. */
function sealedRows(db: Database) {
  return db.storage.findMany({
    where: { kind: { not: 'disk' }, ciphertext: { not: null } },
    select: {
      id: true,
      projectId: true,
      purpose: true,
      endpoint: true,
      bucket: true,
      keyName: true,
      keyId: true,
      wrappedKey: true,
      ciphertext: true,
    },
  })
}

function placeOf({ id, projectId, purpose, endpoint, bucket, keyName }: StorageAddress): Place {
  return {
    table: 'Storage',
    id,
    also: [projectId, purpose, endpoint ?? '', bucket ?? '', keyName ?? ''],
  }
}
