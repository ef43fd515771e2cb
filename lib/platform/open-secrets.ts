import 'server-only'
import type { Database, Tx } from '#lib/system/database.ts'
import { log } from '#lib/system/log.ts'
import { type MasterKeys, masterKeys } from '#lib/system/master-keys.ts'
import { open, type SecretPurpose } from './seal.ts'

export type OpenedSecret = { secret: string; validUntil: Date | null }

/** This project's secrets of one purpose that are valid now, the current one first; one that does not open is left out. */
export async function openSecrets(
  db: Database | Tx,
  projectId: string,
  purpose: SecretPurpose,
  keys: MasterKeys = masterKeys(),
): Promise<OpenedSecret[]> {
  const rows = await db.sealedSecret.findMany({
    where: { projectId, purpose, OR: [{ validUntil: null }, { validUntil: { gt: new Date() } }] },
    orderBy: { createdAt: 'desc' },
  })
  const currentFirst = rows.sort((a, b) => Number(a.validUntil !== null) - Number(b.validUntil !== null))
  return currentFirst.flatMap((row) => {
    const opened = open(row, keys)
    if (opened.ok) return [{ secret: opened.value, validUntil: row.validUntil }]
    log.error(
      { projectId, purpose, keyId: row.keyId, failure: opened.failure },
      'a sealed credential does not open',
    )
    return []
  })
}
