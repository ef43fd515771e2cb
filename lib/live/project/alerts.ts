import 'server-only'
import type { Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'

/**
 * What the connections of a batch give reason to look at: a grant that more than one connection came with, and data that
 * looks personal. One cause alarms once: one alert per grant, one per session.
 */
export async function raiseConnectionAlerts(tx: Tx, connectionIds: readonly string[]): Promise<void> {
  if (connectionIds.length === 0) return
  const causes = await tx.$queryRaw<Cause[]>`
    SELECT 'grantReused' AS "kind", 'grantReused:' || c."grantId" AS "cause", c."projectId", c."sessionId",
           c."id" AS "connectionId"
    FROM "Connection" c
    WHERE c."id" = ANY(${connectionIds}::uuid[]) AND c."grantId" IS NOT NULL
      AND EXISTS (SELECT 1 FROM "Connection" o WHERE o."grantId" = c."grantId" AND o."id" <> c."id")
    UNION ALL
    SELECT 'personalData', 'personalData:' || c."sessionId", c."projectId", c."sessionId", c."id"
    FROM "Connection" c WHERE c."id" = ANY(${connectionIds}::uuid[]) AND c."data" = 'personal'`
  if (causes.length === 0) return
  await tx.alert.createMany({
    data: causes.map((cause) => ({ id: newId(), ...cause })),
    skipDuplicates: true,
  })
}

type Cause = {
  kind: 'grantReused' | 'personalData'
  cause: string
  projectId: string
  sessionId: string
  connectionId: string
}
