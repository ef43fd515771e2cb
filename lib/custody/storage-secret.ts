import 'server-only'
import type { Database } from '#lib/system/database.ts'
import { type MasterKeys, masterKeys } from '#lib/system/master-keys.ts'
import { fail, type Result } from '#lib/system/result.ts'
import { type OpenFailure, openText, type Place, type SealedBytes, sealText } from '#lib/system/seal-text.ts'
import { checkSealedRows, rewrapSealedRows } from '#lib/system/sealed-rows.ts'

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
export function checkStorageSecrets(
  db: Database,
  keys: MasterKeys = masterKeys(),
): Promise<Result<null, string>> {
  return checkSealedRows('keys of storages', sealedRows(db, keys))
}

/** Seals anew what is still under an older master key; answers how many were. */
export function rewrapStorageSecrets(db: Database, keys: MasterKeys = masterKeys()): Promise<number> {
  return rewrapSealedRows(keys, {
    ...sealedRows(db, keys),
    reseal: (row, secret) =>
      db.storage.updateMany({
        where: { id: row.id, keyId: row.keyId, ciphertext: row.ciphertext },
        data: sealStorageSecret(secret, row, keys),
      }),
  })
}

/** Also of storages that another took the place of: files lie there. */
function sealedRows(db: Database, keys: MasterKeys) {
  const rows = () =>
    db.storage.findMany({
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
  return { rows, open: (row: StorageRow) => openStorageSecret(row, keys) }
}

function placeOf({ id, projectId, purpose, endpoint, bucket, keyName }: StorageAddress): Place {
  return {
    table: 'Storage',
    id,
    also: [projectId, purpose, endpoint ?? '', bucket ?? '', keyName ?? ''],
  }
}
