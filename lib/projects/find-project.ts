import 'server-only'
import type { Tx } from '#lib/system/database.ts'

export type ManagedProject = {
  projectId: string
  name: string
  platform: 'opentok' | 'vonage'
  platformId: string
  apiUrl: string | null
  signedCallbacks: boolean
  pausedAt: Date | null
}

/** A project that is to be changed, locked; one that was removed is not there. */
export async function findProject(tx: Tx, projectId: string): Promise<ManagedProject | null> {
  const [project] = await tx.$queryRaw<ManagedProject[]>`
    SELECT "id" AS "projectId", "name", "platform"::text AS "platform", "platformId", "apiUrl", "signedCallbacks",
      "pausedAt"
    FROM "Project" WHERE "id" = ${projectId}::uuid AND "removedAt" IS NULL FOR UPDATE`
  return project ?? null
}
