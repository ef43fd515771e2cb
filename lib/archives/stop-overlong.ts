import 'server-only'
import { Prisma } from '#generated/prisma/client.ts'
import type { Database, Tx } from '#lib/system/database.ts'
import { askPolicyStop, type PolicyStop, type StoppedByPolicy, sendPolicyStop } from './ask-policy-stop.ts'

type Overlong = StoppedByPolicy & { minutes: number }

/** How long an unanswered stop is left before it is asked for again, in seconds. */
const AGAIN_SECONDS = 30

/**
 * Stops recordings that ran as long as the policy allowed when they were started. On every server, each recording by one of
 * them; a stop that the platform did not follow is asked for again.
 */
export async function stopOverlong(
  db: Database,
  send: (stop: PolicyStop) => Promise<void> = sendPolicyStop,
): Promise<number> {
  const stops = await db.$transaction(async (tx) => {
    const asked: PolicyStop[] = []
    for (const one of await findOverlong(tx)) {
      const { minutes } = one
      const stop = await askPolicyStop(tx, one, {
        reason: `Stopped by Gavel: ${minutes} min are the longest here`,
        details: { longestMinutes: minutes },
      })
      if (stop) asked.push(stop)
    }
    return asked
  })
  for (const stop of stops) await send(stop)
  return stops.length
}

/**
 * Looked at again once they are locked. A stop leaves nothing on the recording's own row, so one that another server has asked for
 * since the first look would not be seen by it.
 */
async function findOverlong(tx: Tx): Promise<Overlong[]> {
  const locked = await tx.$queryRaw<{ id: string }[]>`
    SELECT r."id" ${OVERLONG} ORDER BY r."id" LIMIT 20 FOR NO KEY UPDATE OF r SKIP LOCKED`
  if (locked.length === 0) return []
  return tx.$queryRaw<Overlong[]>`
    SELECT r."id" AS "archiveId", r."platformId", r."projectId", r."sessionId", a."actorId" AS "starterId",
      a."stopAfterMinutes" AS "minutes"
    ${OVERLONG} AND r."id" = ANY(${locked.map(({ id }) => id)}::uuid[])`
}

const OVERLONG = Prisma.sql`
  FROM "Action" a
  JOIN "ActionTarget" t ON t."actionId" = a."id"
  JOIN "Archive" r ON r."id" = t."archiveId"
  JOIN "Project" p ON p."id" = r."projectId" AND p."pausedAt" IS NULL
  WHERE a."kind" = 'startArchive' AND a."stopAfterMinutes" IS NOT NULL AND a."askedAt" > now() - interval '3 days'
    AND r."state" IN ('starting', 'recording', 'paused')
    AND COALESCE(r."startedAt", a."askedAt") + make_interval(mins => a."stopAfterMinutes") <= clock_timestamp()
    AND NOT EXISTS (
      SELECT 1 FROM "ActionTarget" st JOIN "Action" s ON s."id" = st."actionId"
      WHERE st."archiveId" = r."id" AND s."kind" = 'stopArchive'
        AND s."askedAt" > now() - make_interval(secs => ${AGAIN_SECONDS}))`
