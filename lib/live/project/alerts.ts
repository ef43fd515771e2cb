import 'server-only'
import type { Tx } from '#lib/system/database.ts'
import { type AlertPlace, writeAlerts } from '../raise-alerts.ts'

/**
 * What the connections of a batch give reason to look at: a grant that more than one connection came with, and data that
 * looks personal. One cause alarms once: one alert per grant, one per session. Whoever announces the batch tells of them.
 */
export async function raiseConnectionAlerts(tx: Tx, connectionIds: readonly string[]): Promise<AlertPlace[]> {
  if (connectionIds.length === 0) return []
  const causes = await tx.$queryRaw<Cause[]>`
    SELECT 'grantReused' AS "kind", 'grantReused:' || c."grantId" AS "cause", c."projectId", c."sessionId",
           c."id" AS "connectionId"
    FROM "Connection" c
    WHERE c."id" = ANY(${connectionIds}::uuid[]) AND c."grantId" IS NOT NULL
      AND EXISTS (SELECT 1 FROM "Connection" o WHERE o."grantId" = c."grantId" AND o."id" <> c."id")
    UNION ALL
    SELECT 'personalData', 'personalData:' || c."sessionId", c."projectId", c."sessionId", c."id"
    FROM "Connection" c WHERE c."id" = ANY(${connectionIds}::uuid[]) AND c."data" = 'personal'`
  return writeAlerts(tx, causes)
}

type Cause = {
  kind: 'grantReused' | 'personalData'
  cause: string
  projectId: string
  sessionId: string
  connectionId: string
}
