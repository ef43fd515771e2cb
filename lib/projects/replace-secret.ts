import 'server-only'
import { type Actor, may } from '#lib/access/actor.ts'
import { type CredentialFailure, checkCredentials } from '#lib/platform/check-credentials.ts'
import { credentialsOf, provingPurpose } from '#lib/platform/credentials.ts'
import { announceProject } from '#lib/platform/project-channel.ts'
import { saveCredentials } from '#lib/platform/save-credentials.ts'
import { database, type Tx } from '#lib/system/database.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import type { ManagedProject } from './find-project.ts'

/** Where the credentials were proved: they are saved for that address and no other. */
export type Proved = { apiUrl: string | null }
export type SecretRefusal = CredentialFailure | 'changed-meanwhile'

/**
 * Asks the platform whether it takes this secret, at the project's address or at the one given. Nothing is asked for who may
 * not change the project: the door says so right after.
 */
export async function proveSecret(
  actor: Actor,
  given: { projectId: string; secret: string; apiUrl?: string | null },
): Promise<Result<Proved, SecretRefusal>> {
  if (!may(actor, 'project.manage', given.projectId)) return ok({ apiUrl: null })
  const project = await database().project.findFirst({
    where: { id: given.projectId, removedAt: null },
    select: { platform: true, platformId: true, apiUrl: true },
  })
  if (!project) return ok({ apiUrl: null })
  const apiUrl = given.apiUrl === undefined ? project.apiUrl : given.apiUrl
  const proved = await checkCredentials(credentialsOf({ ...project, apiUrl }, given.secret))
  return proved.ok ? ok({ apiUrl }) : proved
}

/** Takes a proved secret in place of the one that is there, at once on every server. */
export async function replaceSecret(
  tx: Tx,
  { projectId, platform, apiUrl }: ManagedProject,
  secret: string,
  proved: Proved,
): Promise<Result<null, SecretRefusal>> {
  if (apiUrl !== proved.apiUrl) return fail('changed-meanwhile')
  return save(tx, { projectId, platform }, secret)
}

/** Sends a project's requests elsewhere, with a secret that was proved there. */
export async function changeAddress(
  tx: Tx,
  { projectId, platform }: ManagedProject,
  secret: string,
  { apiUrl }: Proved,
): Promise<Result<null, SecretRefusal>> {
  await tx.project.update({ where: { id: projectId }, data: { apiUrl, trouble: null } })
  return save(tx, { projectId, platform }, secret)
}

async function save(
  tx: Tx,
  { projectId, platform }: Pick<ManagedProject, 'projectId' | 'platform'>,
  secret: string,
): Promise<Result<null, SecretRefusal>> {
  const saved = await saveCredentials(tx, projectId, { [provingPurpose(platform)]: secret }, new Date())
  if (!saved.ok) return saved
  await tx.project.update({ where: { id: projectId }, data: { trouble: null } })
  await announceProject(tx, projectId)
  return ok(null)
}
