import 'server-only'
import type { Tx } from '#lib/system/database.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'

export type ManagedKey = { id: string; projectId: string | null; prefix: string; revokedAt: Date | null }

/** A key, locked. */
export async function findKey(tx: Tx, keyId: string): Promise<ManagedKey | null> {
  const [key] = await tx.$queryRaw<ManagedKey[]>`
    SELECT "id", "projectId", "prefix", "revokedAt" FROM "ApiKey" WHERE "id" = ${keyId}::uuid FOR UPDATE`
  return key ?? null
}

/** Ends a key, from its next request on. */
export async function revokeKey(
  tx: Tx,
  { id, revokedAt }: ManagedKey,
): Promise<Result<null, 'revoked-already'>> {
  if (revokedAt !== null) return fail('revoked-already')
  await tx.$executeRaw`UPDATE "ApiKey" SET "revokedAt" = now() WHERE "id" = ${id}::uuid`
  return ok(null)
}
