import 'server-only'
import { type Actor, may, mayEverywhere } from '#lib/access/actor.ts'
import { newApiKey } from '#lib/access/api-key-format.ts'
import { API_SCOPES, isApiScope } from '#lib/access/api-scopes.ts'
import type { Tx } from '#lib/system/database.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import type { MadeKey, MakeKeyInput } from './model.ts'

/** Where a key is to lie: a project that is there, or all of them. */
export async function findKeyPlace(
  tx: Tx,
  id: string,
  projectId: string | null,
): Promise<{ projectId: string | null; id: string } | null> {
  if (projectId === null) return { projectId, id }
  const there = await tx.project.count({ where: { id: projectId, removedAt: null } })
  return there === 1 ? { projectId, id } : null
}

/** Makes a key that may do no more than its maker. Only its hash is kept. */
export async function makeKey(
  tx: Tx,
  actor: Actor,
  id: string,
  { name, scopes, projectId, days }: MakeKeyInput,
): Promise<Result<MadeKey, 'unknown-scope' | 'beyond-maker'>> {
  const known = [...new Set(scopes)].filter(isApiScope)
  if (known.length === 0 || known.length < new Set(scopes).size) return fail('unknown-scope')
  const held = known.every((scope) => {
    const { permission } = API_SCOPES[scope]
    return projectId === null ? mayEverywhere(actor, permission) : may(actor, permission, projectId)
  })
  if (!held) return fail('beyond-maker')
  const { key, prefix, hash } = newApiKey()
  await tx.$executeRaw`
    INSERT INTO "ApiKey" ("id", "name", "prefix", "hash", "scopes", "projectId", "createdById", "expiresAt")
    VALUES (${id}::uuid, ${name}, ${prefix}, ${hash}, ${known}, ${projectId}::uuid, ${actor.accountId}::uuid,
      now() + make_interval(days => ${days}::int))`
  return ok({ key })
}
