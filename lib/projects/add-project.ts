import 'server-only'
import { type CredentialFailure, checkCredentials } from '#lib/platform/check-credentials.ts'
import { credentialsOf, provingPurpose } from '#lib/platform/credentials.ts'
import { announceProject } from '#lib/platform/project-channel.ts'
import { isSound } from '#lib/platform/save-credentials.ts'
import { saveProject } from '#lib/platform/save-project.ts'
import type { Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { callbackUrlOf } from './callback-url.ts'
import type { AddedProject, AddProjectInput } from './model.ts'
import { setPathSecret } from './path-secret.ts'

export type AddRefusal = CredentialFailure | 'exists'
/** The project of that key: new, there already, or removed once (then its history comes back with it). */
export type Place = { projectId: null; id: string; state: 'new' | 'there' | 'removed' }

/** Asks the platform whether these credentials are good. */
export async function proveNew(input: AddProjectInput): Promise<Result<null, AddRefusal>> {
  const { secret, signatureSecret } = input
  if (signatureSecret !== undefined && !isSound('signatureSecret', signatureSecret)) return fail('bad-secret')
  return checkCredentials(credentialsOf(input, secret))
}

export async function findPlace(tx: Tx, platformId: string): Promise<Place> {
  const [known] = await tx.$queryRaw<{ id: string; removed: boolean }[]>`
    SELECT "id", "removedAt" IS NOT NULL AS "removed" FROM "Project" WHERE "platformId" = ${platformId} FOR UPDATE`
  if (!known) return { projectId: null, id: newId(), state: 'new' }
  return { projectId: null, id: known.id, state: known.removed ? 'removed' : 'there' }
}

/** Adds a project whose credentials were proved. Without a signature secret it gets one for its callbacks' address. */
export async function addProject(
  tx: Tx,
  { id, state }: Place,
  input: AddProjectInput,
  now: Date,
): Promise<Result<AddedProject, AddRefusal>> {
  if (state === 'there') return fail('exists')
  if (state === 'removed') await bringBack(tx, id)
  const { name, platform, platformId, apiUrl, secret, signatureSecret } = input
  const secrets = {
    [provingPurpose(platform)]: secret,
    ...(signatureSecret === undefined ? {} : { signatureSecret }),
  }
  const saved = await saveProject(tx, { id, name, platform, platformId, apiUrl, secrets }, now)
  if (!saved.ok) return fail(saved.failure === 'bad-address' ? 'bad-address' : 'bad-secret')
  const signed = signatureSecret !== undefined
  const callbackUrl = signed
    ? callbackUrlOf(platformId)
    : await setPathSecret(tx, { projectId: id, platformId })
  await announceProject(tx, id)
  return ok({ projectId: id, callbackUrl, signed })
}

/** Sessions that were closed with it are open again; those closed before stay so. */
async function bringBack(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "VideoSession" s SET "closedAt" = NULL FROM "Project" p
    WHERE p."id" = ${id}::uuid AND s."projectId" = p."id" AND s."closedAt" = p."removedAt"`
  await tx.project.update({ where: { id }, data: { removedAt: null, pausedAt: null, trouble: null } })
}
