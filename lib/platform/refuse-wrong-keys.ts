import 'server-only'
import type { Database } from '#lib/system/database.ts'
import { log } from '#lib/system/log.ts'
import { checkMasterKeys } from './check-master-keys.ts'

const AGAIN_MS = 2_000

/**
 * Ends the process with one line when it cannot open what is sealed: half a service, in which some projects work and others
 * do not, is worse than none. While the database is away nobody can tell, so the question waits for it.
 */
export async function refuseWrongKeys(
  db: () => Database,
  refuse: (sentence: string) => void = endProcess,
): Promise<void> {
  let verdict: Awaited<ReturnType<typeof checkMasterKeys>>
  try {
    verdict = await checkMasterKeys(db())
  } catch (error) {
    if (isSettings(error)) return refuse(error.message)
    log.warn({ error }, 'the master keys could not be checked yet')
    setTimeout(() => void refuseWrongKeys(db, refuse), AGAIN_MS).unref()
    return
  }
  if (!verdict.ok) refuse(verdict.failure)
}

/** Thrown by the settings themselves: a key that is missing, or is none. */
function isSettings(error: unknown): error is Error {
  return error instanceof Error && /^(Settings:|GAVEL_MASTER_KEYS)/.test(error.message)
}

function endProcess(sentence: string): void {
  console.error(sentence)
  process.exit(1)
}
