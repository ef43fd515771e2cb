import 'server-only'
import type { Database } from '#lib/system/database.ts'
import { type MasterKeys, masterKeys } from '#lib/system/master-keys.ts'
import { open, seal } from './seal.ts'

/**
 * Seals everything anew that is still under an older master key. Row by row, each in one statement that replaces all
 * three columns: a reader sees the old or the new, both of which open; broken off, it goes on where it stopped.
 */
export async function rewrapSecrets(
  db: Database,
  keys: MasterKeys = masterKeys(),
): Promise<{ rewrapped: number; unreadable: number }> {
  const rows = await db.sealedSecret.findMany({ where: { keyId: { not: keys.current } } })
  let rewrapped = 0
  let unreadable = 0
  for (const row of rows) {
    const opened = open(row, keys)
    if (!opened.ok) {
      unreadable++
      continue
    }
    // Another server may do the same: whoever comes second finds the row changed and leaves it.
    const { count } = await db.sealedSecret.updateMany({
      where: { id: row.id, keyId: row.keyId },
      data: seal(opened.value, row, keys),
    })
    rewrapped += count
  }
  return { rewrapped, unreadable }
}
