import 'server-only'
import { announceArchives } from '#lib/live/announce-archives.ts'
import type { TakenStream } from '#lib/platform/model.ts'
import type { Database } from '#lib/system/database.ts'

/** Keeps whose streams a running recording takes; what is new about it is told to every page. */
export async function keepTaken(
  db: Database,
  archiveId: string,
  taken: readonly TakenStream[] | null,
): Promise<void> {
  const said = taken && JSON.stringify(taken)
  await db.$transaction(async (tx) => {
    const changed = await tx.$executeRaw`
      UPDATE "Archive" SET "taken" = ${said}::jsonb
      WHERE "id" = ${archiveId}::uuid AND "taken" IS DISTINCT FROM ${said}::jsonb`
    if (changed > 0) await announceArchives(tx, [archiveId])
  })
}
