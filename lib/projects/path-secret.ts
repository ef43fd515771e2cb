import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import { announceProject } from '#lib/platform/project-channel.ts'
import type { Tx } from '#lib/system/database.ts'
import { callbackUrlOf } from './callback-url.ts'

/** Gives an unsigned project a new secret for its callbacks' address, which is known this once. The old one is over. */
export async function setPathSecret(
  tx: Tx,
  { projectId, platformId }: { projectId: string; platformId: string },
): Promise<string> {
  const secret = randomBytes(32).toString('base64url')
  const pathSecretHash = new Uint8Array(createHash('sha256').update(secret).digest())
  await tx.project.update({ where: { id: projectId }, data: { pathSecretHash } })
  await announceProject(tx, projectId)
  return callbackUrlOf(platformId, secret)
}
