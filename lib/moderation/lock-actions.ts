import 'server-only'
import type { Tx } from '#lib/system/database.ts'

/**
 * Locks actions before anything about them or their targets changes, in one order, and before the audit chain's lock:
 * a callback, a watching browser and the clock may settle the same action at the same moment on several servers.
 */
export async function lockActions(tx: Tx, actionIds: readonly string[]): Promise<void> {
  if (actionIds.length === 0) return
  await tx.$queryRaw`
    SELECT 1 FROM "Action" WHERE "id" = ANY(${actionIds}::uuid[]) ORDER BY "id" FOR NO KEY UPDATE`
}
