import 'server-only'
import type { StorageFailure } from '#lib/custody/storage-driver.ts'
import { raiseAlerts } from '#lib/live/raise-alerts.ts'
import type { PlatformFailure } from '#lib/platform/model.ts'
import type { Database } from '#lib/system/database.ts'
import { log } from '#lib/system/log.ts'
import type { LeasedDeletion } from './run-deletions.ts'

/** Where it stuck and why: kept with the deletion, and shown. */
export type DeletionFailure = 'in-use' | `storage-${StorageFailure}` | `platform-${PlatformFailure['code']}`

/** From so many attempts on a deletion that fails is somebody's business. */
const STUCK_AFTER = 4

export const stuckCause = (deletionId: string): string => `deletionStuck:${deletionId}`

/**
 * Writes down why it did not go through, and when it is tried again: twice as long each time, up to a quarter of an hour. What
 * is in use is no failure: it is waited for.
 */
export async function failDeletion(
  db: Database,
  { id, archiveId, projectId, attempts }: LeasedDeletion,
  failure: DeletionFailure,
): Promise<void> {
  const waits = failure === 'in-use' || failure === 'platform-paused'
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`
      UPDATE "Deletion" SET "leasedUntil" = NULL, "failure" = ${failure},
        "attempts" = ${waits ? attempts - 1 : attempts},
        "nextAt" = clock_timestamp() + LEAST(interval '15 minutes', interval '2 seconds' * power(2, LEAST(${attempts}::int, 12)))
      WHERE "id" = ${id}::uuid AND "state" = 'deleting'`
    if (!waits && attempts >= STUCK_AFTER)
      await raiseAlerts(tx, [
        {
          kind: 'deletionStuck',
          level: 'notice',
          projectId,
          archiveId,
          cause: stuckCause(id),
          details: { failure },
        },
      ])
  })
  log.warn({ archiveId, deletionId: id, failure, attempts }, 'a recording is not deleted yet')
}
