import 'server-only'
import type { Database } from '#lib/system/database.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { type DriverFor, driverFor } from './driver-for.ts'
import type { StorageFailure } from './storage-driver.ts'
import { IN_HANDS } from './take-work.ts'

/**
 * Removes every copy of a recording from where it lies; what is not there counts as removed. Done twice it is as once, and what
 * was removed is written down file by file, so that an interrupted one goes on. Nothing is fetched any more from then on; while a
 * server is still at it nothing can be called removed: it notices within seconds, and until then this is `unavailable`.
 */
export async function removeCopies(
  db: Database,
  archiveId: string,
  driverOf: DriverFor = driverFor,
): Promise<Result<null, StorageFailure>> {
  const [left] = await db.$queryRaw<{ busy: boolean | null }[]>`
    UPDATE "Custody" SET "step" = 'deleted', "nextAt" = NULL, "copyUntil" = NULL
    WHERE "archiveId" = ${archiveId}::uuid
    RETURNING ${IN_HANDS} AS "busy"`
  if (left?.busy) return fail('unavailable')
  const files = await db.storedFile.findMany({ where: { archiveId, state: { not: 'deleted' } } })
  for (const file of files) {
    const driver = await driverOf(db, file)
    if (!driver.ok) return fail('unavailable') // its storage is not known any more: nobody may say that it is gone
    const removed = await driver.value.remove(file.name, file.writtenBy)
    if (!removed.ok) return removed
    await db.$executeRaw`
      UPDATE "StoredFile" SET "state" = 'deleted', "deletedAt" = clock_timestamp(), "verifyAt" = NULL
      WHERE "id" = ${file.id}::uuid`
  }
  return ok(null)
}
