import 'server-only'
import { announceRights } from '#lib/access/rights-channel.ts'
import type { Tx } from '#lib/system/database.ts'

/** A signed-in device of somebody, with the way to end it. */
export type FoundDevice = {
  projectId: null
  id: string
  accountId: string
  end: (tx: Tx) => Promise<void>
}

export async function findDevice(tx: Tx, deviceId: string): Promise<FoundDevice | null> {
  const [row] = await tx.$queryRaw<{ id: string; accountId: string }[]>`
    SELECT "id", "accountId" FROM "Device" WHERE "id" = ${deviceId}::uuid AND "revokedAt" IS NULL FOR UPDATE`
  if (!row) return null
  const end = async (open: Tx) => {
    await open.$executeRaw`UPDATE "Device" SET "revokedAt" = now() WHERE "id" = ${row.id}::uuid`
    await announceRights(open, row.accountId)
  }
  return { projectId: null, ...row, end }
}

/** An invite that nobody has used yet. */
export async function findInvite(tx: Tx, linkId: string): Promise<{ projectId: null; id: string } | null> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "AccountLink"
    WHERE "id" = ${linkId}::uuid AND "kind" = 'invite' AND "usedAt" IS NULL AND "revokedAt" IS NULL FOR UPDATE`
  return row ? { projectId: null, ...row } : null
}
