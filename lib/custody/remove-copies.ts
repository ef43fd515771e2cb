import 'server-only'
import type { Database } from '#lib/system/database.ts'
import { ok, type Result } from '#lib/system/result.ts'
import type { StorageFailure } from './storage-driver.ts'
export async function removeCopies(db: Database, archiveId: string): Promise<Result<null, StorageFailure>> {
  await db.$executeRaw`UPDATE "StoredFile" SET "state" = 'deleted', "deletedAt" = now() WHERE "archiveId" = ${archiveId}::uuid AND "state" <> 'deleted'`
  return ok(null)
}
