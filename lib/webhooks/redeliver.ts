import 'server-only'
import type { Tx } from '#lib/system/database.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'

export type FoundDelivery = {
  id: string
  endpointId: string
  projectId: string | null
  waits: boolean
  disabled: boolean
}

/** A message with where its endpoint lies, locked. */
export async function findDelivery(tx: Tx, deliveryId: string): Promise<FoundDelivery | null> {
  const [delivery] = await tx.$queryRaw<FoundDelivery[]>`
    SELECT d."id", d."endpointId", e."projectId", d."nextAt" IS NOT NULL AS "waits", e."disabledAt" IS NOT NULL AS "disabled"
    FROM "Delivery" d JOIN "Endpoint" e ON e."id" = d."endpointId" AND e."removedAt" IS NULL
    WHERE d."id" = ${deliveryId}::uuid FOR UPDATE OF d`
  return delivery ?? null
}

/** Sends a message once more, at once and under the same id: whoever has it already can tell. */
export async function redeliver(
  tx: Tx,
  { id, disabled }: FoundDelivery,
): Promise<Result<null, 'endpoint-off'>> {
  if (disabled) return fail('endpoint-off')
  await tx.$executeRaw`
    UPDATE "Delivery" SET "nextAt" = clock_timestamp(), "deliveredAt" = NULL WHERE "id" = ${id}::uuid`
  return ok(null)
}
