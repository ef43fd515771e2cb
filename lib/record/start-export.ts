import 'server-only'
import { auditKey } from '#lib/audit/audit-key.ts'
import { database } from '#lib/system/database.ts'
import { env } from '#lib/system/env.ts'
import { repeatInProcess } from '#lib/system/repeat-in-process.ts'
import { exportCheckpoint } from './export-checkpoint.ts'
import { outsideStorage } from './outside-storage.ts'

const EVERY_MS = 20_000

/** Takes checkpoints to the storage outside, where the settings name one. */
export function startExport(): void {
  const storage = outsideStorage()
  if (storage === null) return
  repeatInProcess('export-checkpoint', EVERY_MS, () => exportCheckpoint(database(), auditKey(env()), storage))
}
