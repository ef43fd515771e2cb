import 'server-only'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from './database.ts'
import { wasFullJustNow } from './full-disk.ts'
import { onceInProcess } from './global.ts'
import { log } from './log.ts'
import { fail, ok, type Result } from './result.ts'
import { isUnprepared, UNPREPARED } from './unprepared.ts'

/** Whether this server can do its work, or one sentence why not. */
export async function readiness(db: Database): Promise<Result<null, string>> {
  try {
    const applied = await db.$queryRaw<{ migration_name: string }[]>`
      SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`
    const names = new Set(applied.map((row) => row.migration_name))
    const missing = migrations().filter((name) => !names.has(name))
    if (missing.length > 0) return fail(`The database lacks ${missing.length} migrations: start Gavel again.`)
    if (await onlyReads(db)) return fail(ONLY_READS)
    if (wasFullJustNow()) return fail('The database takes no changes: its disk is full. It needs room.')
    return ok(null)
  } catch (error) {
    log.warn({ error }, 'not ready')
    return fail(isUnprepared(error) ? UNPREPARED : 'The database does not answer.')
  }
}

const ONLY_READS = 'The database takes no changes: it only reads. It must be made writable.'

/** By its settings, or because it is a standby: `transaction_read_only` is on in both. */
async function onlyReads(db: Database): Promise<boolean> {
  const [now] = await db.$queryRaw<{ reads: boolean }[]>`
    SELECT current_setting('transaction_read_only') = 'on' AS reads`
  return now?.reads === true
}

/** The migrations this build comes with; they do not change while it runs. */
function migrations(): string[] {
  return onceInProcess('migrations', () =>
    readdirSync(join(process.cwd(), 'prisma', 'migrations'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name),
  )
}
