import 'server-only'
import type { Database } from '#lib/system/database.ts'
import { onceInProcess } from '#lib/system/global.ts'

export type CallbackProject = { id: string; signedCallbacks: boolean; pathSecretHash: Uint8Array | null }

const KEPT_MS = 5_000
/** Unknown names are remembered too, but only so many: anybody may send them. */
const MOST_KEPT = 1_000

type Kept = { project: Promise<CallbackProject | null>; until: number }
const kept = () => onceInProcess('callbackProjects', () => new Map<string, Kept>())

/** The project whose callbacks come to this address; one query in five seconds however many come. */
export function callbackProject(db: Database, platformId: string): Promise<CallbackProject | null> {
  const known = kept().get(platformId)
  if (known && known.until > Date.now()) return known.project
  if (kept().size >= MOST_KEPT) kept().clear()
  const project = db.project.findUnique({
    where: { platformId, removedAt: null },
    select: { id: true, signedCallbacks: true, pathSecretHash: true },
  })
  const entry = { project, until: Date.now() + KEPT_MS }
  kept().set(platformId, entry)
  project.catch(() => {
    if (kept().get(platformId) === entry) kept().delete(platformId)
  })
  return project
}

/** A project was changed, on whatever server: what is known of it here is asked for again. */
export function forgetCallbackProjects(): void {
  kept().clear()
}
