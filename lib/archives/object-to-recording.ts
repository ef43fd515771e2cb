import 'server-only'
import { raiseAlerts } from '#lib/live/raise-alerts.ts'
import type { Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { askPolicyStop, type PolicyStop, type StoppedByPolicy } from './ask-policy-stop.ts'
import type { Objector } from './find-objector.ts'
import { policyOf } from './who-records.ts'

type Objected = { stops: PolicyStop[] }

/**
 * Keeps that a participant does not want to be recorded, and tells moderators at once. Where the policy says so, what Gavel
 * began in the session is stopped, and nothing begins while they are there: `authorizeArchive` sees to that.
 */
export async function objectToRecording(
  tx: Tx,
  objector: Objector,
): Promise<Result<Objected, 'not-offered' | 'not-there'>> {
  const policy = await policyOf(tx, objector.projectId)
  if (!policy || policy.objections === 'none') return fail('not-offered')
  if (objector.connectionId === null) return fail('not-there')
  const objection = await keepObjection(tx, objector)
  const running = await runningIn(tx, objector.sessionId)
  const stops: PolicyStop[] = []
  if (policy.objections === 'stop')
    for (const recording of running) {
      const reason = 'Stopped by Gavel: a participant objected'
      const stop = await askPolicyStop(tx, recording, { reason, details: { objection } })
      if (stop) stops.push(stop)
    }
  // An objection that stands already was told; taken back and raised again it is a new cause.
  if (objection)
    await raiseAlerts(tx, [
      {
        kind: 'archiveObjection',
        level: 'urgent',
        projectId: objector.projectId,
        sessionId: objector.sessionId,
        connectionId: objector.connectionId,
        archiveId: running[0]?.archiveId ?? null,
        cause: `archiveObjection:${objection}:${newId()}`,
        details: { objection },
      },
    ])
  return ok({ stops })
}

/** Takes an objection back; the alarm about it ends by the clock. */
export async function withdrawObjection(tx: Tx, { sessionId, personId }: Objector): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Objection" SET "withdrawnAt" = now()
    WHERE "sessionId" = ${sessionId}::uuid AND "personId" = ${personId}::uuid AND "withdrawnAt" IS NULL`
}

/** The id of what is new; null when they had said so already. */
async function keepObjection(tx: Tx, { projectId, sessionId, personId }: Objector): Promise<string | null> {
  const [kept] = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO "Objection" AS o ("id", "projectId", "sessionId", "personId")
    VALUES (${newId()}::uuid, ${projectId}::uuid, ${sessionId}::uuid, ${personId}::uuid)
    ON CONFLICT ("sessionId", "personId") DO UPDATE SET "at" = now(), "withdrawnAt" = NULL
      WHERE o."withdrawnAt" IS NOT NULL
    RETURNING "id"`
  return kept?.id ?? null
}

/** What somebody here began; a session that records itself cannot be told to stop. */
function runningIn(tx: Tx, sessionId: string): Promise<StoppedByPolicy[]> {
  return tx.$queryRaw<StoppedByPolicy[]>`
    SELECT r."id" AS "archiveId", r."platformId", r."projectId", r."sessionId", r."startedById" AS "starterId"
    FROM "Archive" r
    WHERE r."sessionId" = ${sessionId}::uuid AND r."state" IN ('starting', 'recording', 'paused')
      AND r."startedById" IS NOT NULL
    ORDER BY r."id"`
}
