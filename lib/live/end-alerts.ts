import 'server-only'
import type { Tx } from '#lib/system/database.ts'
import { type AlertPlace, announceAlerts } from './raise-alerts.ts'

/** Ends the alerts of causes that are over, by themselves, and tells every page. As with raising, the last thing in a transaction. */
export async function endAlerts(tx: Tx, causes: readonly string[]): Promise<number> {
  if (causes.length === 0) return 0
  const ended = await tx.$queryRaw<AlertPlace[]>`
    UPDATE "Alert" SET "resolvedAt" = clock_timestamp()
    WHERE "cause" = ANY(${causes}::text[]) AND "resolvedAt" IS NULL
    RETURNING "id", "projectId", "sessionId"`
  await announceAlerts(tx, ended)
  return ended.length
}
