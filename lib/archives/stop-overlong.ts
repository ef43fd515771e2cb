import 'server-only'
import { recordAudit } from '#lib/audit/record-audit.ts'
import { askAction } from '#lib/moderation/ask-action.ts'
import { sendAction } from '#lib/moderation/send-action.ts'
import { type ArchiveId, parseArchiveId } from '#lib/platform/ids.ts'
import type { Database, Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'

type Overlong = {
  archiveId: string
  platformId: string
  projectId: string
  sessionId: string
  starterId: string
  minutes: number
}
type Stop = { actionId: string; projectId: string; platformId: ArchiveId }

/** How long an unanswered stop is left before it is asked for again, in seconds. */
const AGAIN_SECONDS = 30

/**
 * Stops recordings that ran as long as the policy allowed when they were started. On every server, each recording by one of
 * them; a stop that the platform did not follow is asked for again.
 */
export async function stopOverlong(
  db: Database,
  send: (stop: Stop) => Promise<void> = sendStop,
): Promise<number> {
  const stops = await db.$transaction(async (tx) => {
    const asked: Stop[] = []
    for (const one of await findOverlong(tx)) {
      const stop = await askToStop(tx, one)
      if (stop) asked.push(stop)
    }
    return asked
  })
  for (const stop of stops) await send(stop)
  return stops.length
}

function findOverlong(tx: Tx): Promise<Overlong[]> {
  return tx.$queryRaw<Overlong[]>`
    SELECT r."id" AS "archiveId", r."platformId", r."projectId", r."sessionId", a."actorId" AS "starterId",
      a."stopAfterMinutes" AS "minutes"
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
          AND s."askedAt" > now() - make_interval(secs => ${AGAIN_SECONDS}))
    ORDER BY r."id" LIMIT 20 FOR NO KEY UPDATE OF r SKIP LOCKED`
}

/** In the name of whoever started it, as an action has somebody; on the record it says that it was the policy. */
async function askToStop(tx: Tx, overlong: Overlong): Promise<Stop | null> {
  const { archiveId, projectId, sessionId, starterId, minutes } = overlong
  const platformId = parseArchiveId(overlong.platformId)
  if (!platformId.ok) return null
  const requestId = newId()
  const reason = `Stopped by Gavel: ${minutes} min are the longest here`
  await recordAudit(tx, {
    phase: 'ask',
    action: 'archive.stop',
    actorId: null,
    deviceId: null,
    address: null,
    projectId,
    sessionId,
    subject: `archive:${archiveId}`,
    reason,
    details: { by: 'policy', longestMinutes: minutes },
    requestId,
  })
  const asked = await askAction(tx, {
    actor: { accountId: starterId },
    kind: 'stopArchive',
    projectId,
    sessionId,
    reason,
    requestId,
    targets: [{ archiveId }],
  })
  return asked.ok ? { actionId: asked.value.actionId, projectId, platformId: platformId.value } : null
}

function sendStop({ actionId, projectId, platformId }: Stop): Promise<void> {
  return sendAction({ id: actionId, kind: 'stopArchive', projectId }, (platform) =>
    platform.stopArchive(platformId),
  )
}
