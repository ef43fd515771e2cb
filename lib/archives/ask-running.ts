import 'server-only'
import { mergeRecording } from '#lib/live/reconcile/merge-recording.ts'
import { parseArchiveId } from '#lib/platform/ids.ts'
import type { ArchiveStatus, PlatformClient } from '#lib/platform/model.ts'
import type { Database } from '#lib/system/database.ts'
import { keepTaken } from './keep-taken.ts'

/** How long after a question the next is due. Three fail before a recording counts as silent. */
const EVERY_SECONDS = 12
const AT_ONCE = 8
const TAKEN_PER_TURN = 80
const RUNS: readonly ArchiveStatus[] = ['started', 'paused']

type Due = {
  archiveId: string
  platformId: string
  projectId: string
  sessionId: string
  sessionPlatformId: string
  state: string
  firstSeenAt: Date
  asked: Date
}

/**
 * Asks the platform about recordings that should run. What it says is merged like a callback, so that a lost one is found;
 * that it confirms one, or why it does not, is what `judgeRunning` goes by. On every server, each recording by whoever moves
 * its next turn on; a server that dies in between has only delayed it by one turn.
 */
export async function askRunning(
  db: Database,
  platformFor: (projectId: string) => Promise<Pick<PlatformClient, 'getArchive'>>,
): Promise<number> {
  await beginWatching(db)
  const due = await takeDue(db)
  const work = due.values()
  const ask = async () => {
    for (const one of work) await askOne(db, await platformFor(one.projectId), one)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, ask))
  return due.length
}

async function beginWatching(db: Database): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "RecordingWatch" ("archiveId")
    SELECT r."id" FROM "Archive" r
    WHERE r."state" IN ('starting', 'recording', 'paused')
      AND NOT EXISTS (SELECT 1 FROM "RecordingWatch" w WHERE w."archiveId" = r."id")
    ON CONFLICT DO NOTHING`
}

function takeDue(db: Database): Promise<Due[]> {
  return db.$queryRaw<Due[]>`
    UPDATE "RecordingWatch" w SET "nextAt" = clock_timestamp() + make_interval(secs => ${EVERY_SECONDS})
    FROM "Archive" r JOIN "VideoSession" s ON s."id" = r."sessionId"
    WHERE r."id" = w."archiveId" AND w."archiveId" IN (
      SELECT d."archiveId" FROM "RecordingWatch" d
      JOIN "Archive" a ON a."id" = d."archiveId"
      JOIN "Project" p ON p."id" = a."projectId" AND p."pausedAt" IS NULL AND p."removedAt" IS NULL
      WHERE d."nextAt" <= clock_timestamp() AND d."overAt" IS NULL
      ORDER BY d."nextAt" LIMIT ${TAKEN_PER_TURN} FOR NO KEY UPDATE OF d SKIP LOCKED)
    RETURNING r."id" AS "archiveId", r."platformId", r."projectId", r."sessionId", r."state"::text AS "state",
      s."platformId" AS "sessionPlatformId", s."firstSeenAt", clock_timestamp() AS "asked"`
}

async function askOne(db: Database, platform: Pick<PlatformClient, 'getArchive'>, due: Due): Promise<void> {
  const id = parseArchiveId(due.platformId)
  const answer = id.ok ? await platform.getArchive(id.value) : id
  if (!answer.ok) return keepAnswer(db, due, answer.failure.code)
  const { status } = answer.value
  await keepAnswer(db, due, RUNS.includes(status) ? null : status)
  if (RUNS.includes(status)) await keepTaken(db, due.archiveId, answer.value.taken)
  // Told again what is known already, nobody's page needs to hear it.
  if (STATE_OF[status] === due.state) return
  const { sessionId, projectId, sessionPlatformId: platformId, firstSeenAt, asked } = due
  const session = { id: sessionId, projectId, platformId, firstSeenAt }
  await mergeRecording(db, { session, asked }, answer.value)
}

const STATE_OF: Partial<Record<ArchiveStatus, string>> = { started: 'recording', paused: 'paused' }

async function keepAnswer(db: Database, { archiveId, asked }: Due, failure: string | null): Promise<void> {
  await db.$executeRaw`
    UPDATE "RecordingWatch" SET "failure" = ${failure},
      "confirmedAt" = CASE WHEN ${failure}::text IS NULL THEN ${asked} ELSE "confirmedAt" END
    WHERE "archiveId" = ${archiveId}::uuid`
}
