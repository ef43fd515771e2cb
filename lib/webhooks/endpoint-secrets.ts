import 'server-only'
import type { Database } from '#lib/system/database.ts'
import { type MasterKeys, masterKeys } from '#lib/system/master-keys.ts'
import { ok, type Result } from '#lib/system/result.ts'
import { type OpenFailure, openText, type Place, type SealedBytes, sealText } from '#lib/system/seal-text.ts'
import { checkSealedRows, rewrapSealedRows } from '#lib/system/sealed-rows.ts'

/** The address is part of it: under another, also one that somebody wrote into the database, the secrets do not open. */
type EndpointPlace = { id: string; projectId: string | null; url: string }

/** The secret that signs, and behind it the one it replaced, if there is one. */
export function sealSecrets(
  secrets: readonly string[],
  place: EndpointPlace,
  keys: MasterKeys = masterKeys(),
): SealedBytes {
  return sealText(secrets.join(' '), placeOf(place), keys)
}

export function openSecrets(
  row: SealedBytes & EndpointPlace,
  keys: MasterKeys = masterKeys(),
): Result<string[], OpenFailure> {
  const opened = openText(row, placeOf(row), keys)
  return opened.ok ? ok(opened.value.split(' ')) : opened
}

/** Whether all of them can be read, or else one sentence why nothing should start. */
export function checkEndpoints(db: Database, keys: MasterKeys = masterKeys()): Promise<Result<null, string>> {
  return checkSealedRows('secrets of webhooks', sealedRows(db, keys))
}

/** Seals anew what is still under an older master key; answers how many were. */
export function rewrapEndpoints(db: Database, keys: MasterKeys = masterKeys()): Promise<number> {
  return rewrapSealedRows(keys, {
    ...sealedRows(db, keys),
    reseal: (row, secrets) =>
      db.endpoint.updateMany({
        where: { id: row.id, keyId: row.keyId, ciphertext: row.ciphertext },
        data: sealSecrets(secrets, row, keys),
      }),
  })
}

function sealedRows(db: Database, keys: MasterKeys) {
  const rows = () =>
    db.endpoint.findMany({
      where: { removedAt: null },
      select: { id: true, projectId: true, url: true, keyId: true, wrappedKey: true, ciphertext: true },
    })
  return { rows, open: (row: SealedBytes & EndpointPlace) => openSecrets(row, keys) }
}

function placeOf({ id, projectId, url }: EndpointPlace): Place {
  return { table: 'Endpoint', id, also: [projectId ?? '', url] }
}
