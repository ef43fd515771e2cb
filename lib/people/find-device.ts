import 'server-only'
import type { Tx } from '#lib/system/database.ts'

/** A signed-in device of somebody, locked. */
export async function findDevice(
  tx: Tx,
  deviceId: string,
): Promise<{ projectId: null; id: string; accountId: string } | null> {
  const [row] = await tx.$queryRaw<{ id: string; accountId: string }[]>`
    SELECT "id", "accountId" FROM "Device" WHERE "id" = ${deviceId}::uuid AND "revokedAt" IS NULL FOR UPDATE`
  return row ? { projectId: null, ...row } : null
}

/** An invite that nobody has used yet. */
export async function findInvite(tx: Tx, linkId: string): Promise<{ projectId: null; id: string } | null> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "AccountLink"
    WHERE "id" = ${linkId}::uuid AND "kind" = 'invite' AND "usedAt" IS NULL AND "revokedAt" IS NULL FOR UPDATE`
  return row ? { projectId: null, ...row } : null
}
