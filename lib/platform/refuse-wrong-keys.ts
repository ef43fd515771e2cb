import 'server-only'
import type { Database } from '#lib/system/database.ts'
import { log } from '#lib/system/log.ts'
import type { Result } from '#lib/system/result.ts'

/** Whether some of what is sealed opens, or else one sentence why nothing should start. */
type SealCheck = (db: Database) => Promise<Result<null, string>>

const AGAIN_MS = 2_000

/**
 * Ends the process with one line when it cannot open what is sealed: half a service, in which some projects work and others
 * do not, is worse than none. While the database is away nobody can tell, so the question waits for it.
 */
export async function refuseWrongKeys(
  db: () => Database,
  checks: readonly SealCheck[],
  refuse: (sentence: string) => void = endProcess,
): Promise<void> {
  try {
    for (const check of checks) {
      const verdict = await check(db())
      if (!verdict.ok) return refuse(verdict.failure)
    }
  } catch (error) {
    if (isSettings(error)) return refuse(error.message)
    log.warn({ error }, 'the master keys could not be checked yet')
    setTimeout(() => void refuseWrongKeys(db, checks, refuse), AGAIN_MS).unref()
  }
}

/** Thrown by the settings themselves: a key that is missing, or is none. */
function isSettings(error: unknown): error is Error {
  return error instanceof Error && /^(Settings:|GAVEL_MASTER_KEYS)/.test(error.message)
}

function endProcess(sentence: string): void {
  console.error(sentence)
  process.exit(1)
}
