import 'server-only'
import type { Database } from '#lib/system/database.ts'
import { type MasterKeys, masterKeys } from '#lib/system/master-keys.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { open } from './seal.ts'

/** Whether all that is sealed can be opened, or else one sentence why nothing should start. */
export async function checkMasterKeys(
  db: Database,
  keys: MasterKeys = masterKeys(),
): Promise<Result<null, string>> {
  const rows = await db.sealedSecret.findMany()
  const failures = rows.flatMap((row) => {
    const opened = open(row, keys)
    return opened.ok ? [] : [{ keyId: row.keyId, failure: opened.failure }]
  })
  const [first] = failures
  if (!first) return ok(null)
  const many = `${failures.length} of ${rows.length} stored credentials`
  return fail(
    first.failure === 'unknown-key'
      ? `${many} are sealed under the master key "${first.keyId}", which GAVEL_MASTER_KEYS does not hold: put it back, after the current key.`
      : `${many} do not open with the master key "${first.keyId}": GAVEL_MASTER_KEYS holds another key under that name, or the database was changed.`,
  )
}
