import 'server-only'
import type { Tx } from '#lib/system/database.ts'
import type { Owner } from './owner.ts'

/** A device of this person's that is signed in, held until the transaction ends; null when it is not theirs. */
export async function findOwnDevice(
  tx: Tx,
  { accountId }: Owner,
  id: string,
): Promise<{ projectId: null; id: string } | null> {
  const [device] = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "Device" WHERE "id" = ${id}::uuid AND "accountId" = ${accountId}::uuid AND "revokedAt" IS NULL
    FOR NO KEY UPDATE`
  return device ? { projectId: null, id: device.id } : null
}
