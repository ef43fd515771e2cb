import 'server-only'
import type { MasterKeys } from './master-keys.ts'
import { fail, ok, type Result } from './result.ts'
import type { OpenFailure } from './seal-text.ts'

/** A table with secrets at rest: how its rows are opened, and sealed again in place. */
type SealedTable<Row, Secret> = {
  rows: () => Promise<readonly Row[]>
  open: (row: Row) => Result<Secret, OpenFailure>
}

/** Whether all of them can be read, or else one sentence why nothing should start. `what`: "authenticators". */
export async function checkSealedRows<Row>(
  what: string,
  { rows, open }: SealedTable<Row, unknown>,
): Promise<Result<null, string>> {
  const all = await rows()
  const shut = all.filter((row) => !open(row).ok)
  if (shut.length === 0) return ok(null)
  return fail(
    `${shut.length} of ${all.length} ${what} do not open with the master keys of GAVEL_MASTER_KEYS: put the missing key back, after the current one.`,
  )
}

/**
 * Seals anew what is still under an older master key, row by row; a reader sees the old or the new, both of which open. `reseal`
 * replaces a row that is still as it was read, and answers how many that were: another server may do the same.
 */
export async function rewrapSealedRows<Row extends { keyId: string | null }, Secret>(
  keys: MasterKeys,
  {
    rows,
    open,
    reseal,
  }: SealedTable<Row, Secret> & { reseal: (row: Row, secret: Secret) => Promise<{ count: number }> },
): Promise<number> {
  let rewrapped = 0
  for (const row of await rows()) {
    const secret = row.keyId === keys.current ? null : open(row)
    if (secret?.ok) rewrapped += (await reseal(row, secret.value)).count
  }
  return rewrapped
}
