import 'server-only'
import { announceRights } from '#lib/access/rights-channel.ts'
import { endSessions } from '#lib/live/end-sessions.ts'
import { announceProject } from '#lib/platform/project-channel.ts'
import type { Tx } from '#lib/system/database.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { findProject, type ManagedProject } from './find-project.ts'

export type LeavingProject = ManagedProject & { live: string[]; holders: string[] }

/** A project that is to be removed, with all that goes with it: every row of it locked. */
export async function findLeaving(tx: Tx, projectId: string): Promise<LeavingProject | null> {
  const project = await findProject(tx, projectId)
  if (!project) return null
  const sessions = await tx.$queryRaw<{ id: string; live: boolean }[]>`
    SELECT "id", "live" OR "watchers" > 0 AS "live" FROM "VideoSession" WHERE "projectId" = ${projectId}::uuid
    ORDER BY "platformId" FOR NO KEY UPDATE`
  const holdings = await tx.$queryRaw<{ accountId: string }[]>`
    SELECT "accountId" FROM "RoleHolding" WHERE "projectId" = ${projectId}::uuid ORDER BY "id" FOR UPDATE`
  await tx.$queryRaw`SELECT 1 FROM "ApiKey" WHERE "projectId" = ${projectId}::uuid ORDER BY "id" FOR UPDATE`
  return {
    ...project,
    live: sessions.filter((session) => session.live).map(({ id }) => id),
    holders: [...new Set(holdings.map(({ accountId }) => accountId))],
  }
}

/**
 * Takes a project out of use for good: its credentials are deleted, its callbacks are those of a stranger, nothing of it is
 * live, nobody holds anything in it and no key opens it. What happened in it stays.
 */
export async function removeProject(
  tx: Tx,
  { projectId, name, live, holders }: LeavingProject,
  typed: string,
): Promise<Result<null, 'wrong-name'>> {
  if (typed !== name.trim()) return fail('wrong-name')
  await tx.sealedSecret.deleteMany({ where: { projectId } })
  await tx.roleHolding.deleteMany({ where: { projectId } })
  await tx.$executeRaw`
    UPDATE "ApiKey" SET "revokedAt" = now() WHERE "projectId" = ${projectId}::uuid AND "revokedAt" IS NULL`
  await tx.$executeRaw`
    UPDATE "Project" SET "removedAt" = now(), "pathSecretHash" = NULL, "trouble" = NULL
    WHERE "id" = ${projectId}::uuid`
  await tx.$executeRaw`
    UPDATE "VideoSession" SET "closedAt" = now() WHERE "projectId" = ${projectId}::uuid AND "closedAt" IS NULL`
  await announceProject(tx, projectId)
  for (const accountId of holders) await announceRights(tx, accountId)
  await endSessions(tx, live, new Date())
  return ok(null)
}
