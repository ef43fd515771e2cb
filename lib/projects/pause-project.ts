import 'server-only'
import { announceProject } from '#lib/platform/project-channel.ts'
import type { Tx } from '#lib/system/database.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import type { ManagedProject } from './find-project.ts'

/** From now on nothing is asked of the platform for this project, and nobody enters by us; callbacks are stored. */
export async function pauseProject(
  tx: Tx,
  { projectId, pausedAt }: ManagedProject,
): Promise<Result<null, 'paused-already'>> {
  if (pausedAt !== null) return fail('paused-already')
  await tx.$executeRaw`UPDATE "Project" SET "pausedAt" = now() WHERE "id" = ${projectId}::uuid`
  await announceProject(tx, projectId)
  return ok(null)
}

/** Everything is asked again; what was missed is compared within seconds. */
export async function resumeProject(
  tx: Tx,
  { projectId, pausedAt }: ManagedProject,
): Promise<Result<null, 'not-paused'>> {
  if (pausedAt === null) return fail('not-paused')
  await tx.$executeRaw`UPDATE "Project" SET "pausedAt" = NULL WHERE "id" = ${projectId}::uuid`
  await announceProject(tx, projectId)
  return ok(null)
}
