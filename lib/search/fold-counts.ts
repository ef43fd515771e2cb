import 'server-only'
import type { Database, Tx } from '#lib/system/database.ts'

/**
 * Makes one row of all that were written for a facet, so that a sum is short. What comes meanwhile is not seen and stays. One
 * server folds at a time; the others leave it to that one.
 */
export async function foldCounts(db: Database): Promise<void> {
  await db.$transaction(async (tx) => {
    const [turn] = await tx.$queryRaw<{ mine: boolean }[]>`
      SELECT pg_try_advisory_xact_lock(hashtext('gavel: fold counts')) AS "mine"`
    if (turn?.mine) await fold(tx)
  })
}

async function fold(tx: Tx): Promise<void> {
  await tx.$executeRaw`
    WITH gone AS (
      DELETE FROM "ArchiveCount" c USING (
        SELECT "projectId", "facet" FROM "ArchiveCount" GROUP BY 1, 2 HAVING count(*) > 1) many
      WHERE c."projectId" = many."projectId" AND c."facet" = many."facet" RETURNING c.*)
    INSERT INTO "ArchiveCount" ("projectId", "facet", "count")
    SELECT "projectId", "facet", sum("count") FROM gone GROUP BY 1, 2 HAVING sum("count") <> 0`
}
