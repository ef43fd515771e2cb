import 'server-only'
import { type Database, database } from '#lib/system/database.ts'
import { onceInProcess } from '#lib/system/global.ts'
import { type OpenedSecret, openSecrets } from './open-secrets.ts'

/** Servers tell each other when they have saved one; this is for the case that the word is lost. */
const KEPT_MS = 5_000

type Kept = { secrets: Promise<OpenedSecret[]>; until: number }
const kept = () => onceInProcess('callbackSecrets', () => new Map<string, Kept>())

/** With which secrets this project's callbacks may be signed now: the current one, and previous ones while they are valid. */
export async function callbackSecrets(projectId: string, db: Database = database()): Promise<string[]> {
  const known = kept().get(projectId)
  const secrets = known && known.until > Date.now() ? known.secrets : load(projectId, db)
  const now = Date.now()
  return (await secrets).flatMap(({ secret, validUntil }) =>
    validUntil === null || validUntil.getTime() > now ? [secret] : [],
  )
}

/** The project's secrets were changed, on whatever server. */
export function forgetCallbackSecrets(projectId: string): void {
  kept().delete(projectId)
}

/** One query however many callbacks wait for it; a failed one is not kept. */
function load(projectId: string, db: Database): Promise<OpenedSecret[]> {
  const secrets = openSecrets(db, projectId, 'signatureSecret')
  const entry = { secrets, until: Date.now() + KEPT_MS }
  kept().set(projectId, entry)
  secrets.catch(() => {
    if (kept().get(projectId) === entry) kept().delete(projectId)
  })
  return secrets
}
