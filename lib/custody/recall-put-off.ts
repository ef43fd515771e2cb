import 'server-only'
import type { Database } from '#lib/system/database.ts'

/**
 * No fetching is put off for longer than a quarter of an hour and some, and no kept file is looked at less often than every nine
 * days. What seems to be was put off while the clock was ahead: it is due now, and not when that time comes: the
 * moment is cut to what the column holds, which would round it up to one that is still to come.
 */
export async function recallPutOff(db: Database): Promise<number> {
  const work = await db.$executeRaw`
    UPDATE "Custody" SET "nextAt" = date_trunc('milliseconds', clock_timestamp()) WHERE "nextAt" > clock_timestamp() + interval '20 minutes'`
  const looks = await db.$executeRaw`
    UPDATE "StoredFile" SET "verifyAt" = date_trunc('milliseconds', clock_timestamp()) WHERE "verifyAt" > clock_timestamp() + interval '9 days'`
  return work + looks
}
