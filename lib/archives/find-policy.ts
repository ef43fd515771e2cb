import 'server-only'
import type { Tx } from '#lib/system/database.ts'

/** A project with its policy as it is stored, locked; one that was removed is not there. */
export async function findPolicy(tx: Tx, projectId: string) {
  const [project] = await tx.$queryRaw<{ projectId: string; archivePolicy: unknown }[]>`
    SELECT "id" AS "projectId", "archivePolicy" FROM "Project"
    WHERE "id" = ${projectId}::uuid AND "removedAt" IS NULL FOR UPDATE`
  return project ?? null
}
