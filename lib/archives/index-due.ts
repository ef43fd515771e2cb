import 'server-only'
import type { Database } from '#lib/system/database.ts'

/** Writes the search's rows of recordings about which something changed, each in a transaction of its own. Run every second. */
export async function indexDue(db: Database, limit = 500): Promise<number> {
  const due = await db.$queryRaw<{ archiveId: string; upTo: bigint }[]>`
    SELECT "archiveId", max("id") AS "upTo" FROM (
      SELECT "id", "archiveId" FROM "ArchiveSearchDue" ORDER BY "id" LIMIT ${limit}) d
    GROUP BY "archiveId" ORDER BY 2`
  for (const { archiveId, upTo } of due)
    await db.$transaction([
      // What is noted from here on comes again: the note goes only up to what was read before the row is made.
      db.$executeRaw`DELETE FROM "ArchiveSearchDue" WHERE "archiveId" = ${archiveId}::uuid AND "id" <= ${upTo}`,
      db.$executeRaw`SELECT gavel_index_archive(${archiveId}::uuid)`,
    ])
  return due.length
}
