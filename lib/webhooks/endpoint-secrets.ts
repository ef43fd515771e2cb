import 'server-only'
import type { Database } from '#lib/system/database.ts'
import { type MasterKeys, masterKeys } from '#lib/system/master-keys.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { type OpenFailure, openText, type Place, type SealedBytes, sealText } from '#lib/system/seal-text.ts'

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
export async function checkEndpoints(
  db: Database,
  keys: MasterKeys = masterKeys(),
): Promise<Result<null, string>> {
  const rows = await rowsOf(db)
  const shut = rows.filter((row) => !openSecrets(row, keys).ok)
  if (shut.length === 0) return ok(null)
  return fail(
    `${shut.length} of ${rows.length} secrets of webhooks do not open with the master keys of GAVEL_MASTER_KEYS: put the missing key back, after the current one.`,
  )
}

/** Seals anew what is still under an older master key, row by row; a reader sees the old or the new, both of which open. */
export async function rewrapEndpoints(db: Database, keys: MasterKeys = masterKeys()): Promise<number> {
  let rewrapped = 0
  for (const row of await rowsOf(db)) {
    const secrets = row.keyId === keys.current ? null : openSecrets(row, keys)
    if (!secrets?.ok) continue
    const { count } = await db.endpoint.updateMany({
      where: { id: row.id, keyId: row.keyId, ciphertext: row.ciphertext },
      data: sealSecrets(secrets.value, row, keys),
    })
    rewrapped += count
  }
  return rewrapped
}

function rowsOf(db: Database) {
  return db.endpoint.findMany({
    where: { removedAt: null },
    select: { id: true, projectId: true, url: true, keyId: true, wrappedKey: true, ciphertext: true },
  })
}

function placeOf({ id, projectId, url }: EndpointPlace): Place {
  return { table: 'Endpoint', id, also: [projectId ?? '', url] }
}
