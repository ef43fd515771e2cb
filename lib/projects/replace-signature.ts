import 'server-only'
import { announceProject } from '#lib/platform/project-channel.ts'
import { saveCredentials } from '#lib/platform/save-credentials.ts'
import type { Tx } from '#lib/system/database.ts'
import { ok, type Result } from '#lib/system/result.ts'

/**
 * Takes another secret by which callbacks are signed; the old one stays good for half an hour, in which it is replaced at the
 * platform. A project that signed nothing signs from now on: the secret in its callbacks' address opens nothing any more.
 */
export async function replaceSignature(
  tx: Tx,
  projectId: string,
  signatureSecret: string,
): Promise<Result<null, 'bad-secret'>> {
  const saved = await saveCredentials(tx, projectId, { signatureSecret }, new Date())
  if (!saved.ok) return saved
  await tx.project.update({ where: { id: projectId }, data: { signedCallbacks: true, pathSecretHash: null } })
  await announceProject(tx, projectId)
  return ok(null)
}
