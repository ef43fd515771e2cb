import 'server-only'
import { raiseAlerts } from '#lib/live/raise-alerts.ts'
import type { Database } from '#lib/system/database.ts'

type Running = { archiveId: string; projectId: string; urgent: boolean; until: Date }

/**
 * Recordings of which the platform's is still the only copy, and that it will delete within a day; within six hours it is
 * urgent. One alert each, told once more when it becomes urgent. They are locked meanwhile: one that is kept just then would be
 * warned of after its warnings have been ended, and nothing would end this one.
 */
export async function warnOfCopies(db: Database): Promise<number> {
  return db.$transaction(async (tx) => {
    const running = await tx.$queryRaw<Running[]>`
      SELECT "archiveId", "projectId", "copyUntil" AS "until",
        "copyUntil" < clock_timestamp() + interval '6 hours' AS "urgent"
      FROM "Custody" WHERE "step" = 'fetching' AND "copyUntil" < clock_timestamp() + interval '24 hours'
      ORDER BY "copyUntil" LIMIT 200 FOR NO KEY UPDATE SKIP LOCKED`
    return raiseAlerts(
      tx,
      running.map(({ archiveId, projectId, urgent, until }) => ({
        kind: 'copyExpiring',
        level: urgent ? 'urgent' : 'notice',
        projectId,
        archiveId,
        cause: `copyExpiring:${archiveId}`,
        details: { copyUntil: until.toISOString() },
      })),
    )
  })
}
