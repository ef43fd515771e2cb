import 'server-only'
import type { Database } from '#lib/system/database.ts'

/** No deletion and no package waits longer than a quarter of an hour: what seems to was put off while the clock was ahead, and is due now. */
export async function recallPutOff(db: Database): Promise<number> {
  const deletions = await db.$executeRaw`
    UPDATE "Deletion" SET "nextAt" = date_trunc('milliseconds', clock_timestamp())
    WHERE "state" = 'deleting' AND "nextAt" > clock_timestamp() + interval '20 minutes'`
  const packages = await db.$executeRaw`
    UPDATE "ExportPackage" SET "nextAt" = date_trunc('milliseconds', clock_timestamp())
    WHERE "state" = 'making' AND "nextAt" > clock_timestamp() + interval '20 minutes'`
  return deletions + packages
}
