import 'server-only'
import { Prisma } from '#generated/prisma/client.ts'
import type { Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import type { ArchiveStatus, CallbackArchive } from '../callback-schema.ts'
import type { ArchiveState } from '../model.ts'
import type { Placed } from './rows.ts'

export type ArchiveEvidence = {
  sessionId: string
  projectId: string
  archive: CallbackArchive
  reason: string | null
  /** When that was so: by the platform's clock, or when it was asked. */
  at: Date
  /** To a question, which only shows that it had come to this by then. */
  answered: boolean
}

/** The platform's word `stopped` says that the recording is over and the file is being made. */
const STATES: Record<ArchiveStatus, ArchiveState> = {
  started: 'recording',
  paused: 'paused',
  stopped: 'stopping',
  uploaded: 'uploaded',
  available: 'available',
  expired: 'expired',
  failed: 'failed',
  deleted: 'deleted',
}

/**
 * Callbacks overtake each other: what stands further to the right holds, and of two that stand together the later one.
 * `failed` yields to every sign that there is or was a file.
 */
const RANKED = [
  ['starting'],
  ['recording', 'paused'],
  ['stopping'],
  ['failed'],
  ['uploaded', 'available'],
  ['expired', 'deleted'],
] satisfies ArchiveState[][]

const RANK = new Map(RANKED.flatMap((states, rank) => states.map((state) => [state, rank] as const)))
const OVER = 2

/** Merges what is said of recordings into their rows, in whatever order it is said. */
export async function mergeArchives(tx: Tx, evidence: readonly ArchiveEvidence[]): Promise<Placed[]> {
  if (evidence.length === 0) return []
  const placed = new Map<string, Placed>()
  // One by one: they are few, and a batch seldom has two of one recording.
  for (const one of evidence) for (const row of await mergeArchive(tx, one)) placed.set(row.id, row)
  return [...placed.values()]
}

function mergeArchive(tx: Tx, { archive, ...said }: ArchiveEvidence): Promise<Placed[]> {
  const state = STATES[archive.status]
  const stop = stopOf({ archive, ...said })
  const ranks = JSON.stringify(Object.fromEntries(RANK))
  return tx.$queryRaw<Placed[]>`
    INSERT INTO "Archive" AS r ("id", "projectId", "sessionId", "platformId", "name", "state", "reason", "outputMode",
      "resolution", "hasAudio", "hasVideo", "startedAt", "stoppedAt", "stopReckoned", "duration", "size", "updatedAt")
    VALUES (${newId()}::uuid, ${said.projectId}::uuid, ${said.sessionId}::uuid, ${archive.id}, ${archive.name},
      ${state}::"ArchiveState", ${said.reason}, ${archive.outputMode}, ${archive.resolution}, ${archive.hasAudio},
      ${archive.hasVideo}, ${archive.createdAt}, ${stop.at},
      ${stop.reckoned}, ${archive.duration || null},
      ${archive.size || null}, ${said.at})
    ON CONFLICT ("projectId", "platformId") DO UPDATE SET
      ("state", "reason", "updatedAt") = (
        SELECT w."state", w."reason", w."updatedAt"
        FROM (VALUES (r."state", r."reason", r."updatedAt"),
                     (EXCLUDED."state", EXCLUDED."reason", EXCLUDED."updatedAt")) AS w("state", "reason", "updatedAt")
        ORDER BY (${ranks}::jsonb->>w."state"::text)::int DESC, w."updatedAt" DESC, w."state", w."reason" LIMIT 1),
      "name" = LEAST(r."name", EXCLUDED."name"),
      "outputMode" = LEAST(r."outputMode", EXCLUDED."outputMode"),
      "resolution" = LEAST(r."resolution", EXCLUDED."resolution"),
      "hasAudio" = r."hasAudio" AND EXCLUDED."hasAudio",
      "hasVideo" = r."hasVideo" AND EXCLUDED."hasVideo",
      "startedAt" = LEAST(r."startedAt", EXCLUDED."startedAt"),
      ("stoppedAt", "stopReckoned") = (
        SELECT w."at", w."reckoned"
        FROM (VALUES (r."stoppedAt", r."stopReckoned"),
                     (CASE WHEN EXCLUDED."stopReckoned" THEN ${notBeforeItRan(said.at)} ELSE EXCLUDED."stoppedAt" END,
                      EXCLUDED."stopReckoned")) AS w("at", "reckoned")
        ORDER BY w."at" IS NULL, w."reckoned", w."at" LIMIT 1),
      "duration" = GREATEST(r."duration", EXCLUDED."duration"),
      "size" = GREATEST(r."size", EXCLUDED."size")
    RETURNING "id", "projectId", "platformId", "sessionId"`
}

/**
 * When it stopped, as far as this says. The platform's callback of that has the moment. Whatever else shows that it is over
 * came later: the end is reckoned then from how long the recording is said to be, a second on, since the seconds are whole
 * ones and what was done in the last of them belongs to it.
 */
function stopOf({ archive, at, answered }: Pick<ArchiveEvidence, 'archive' | 'at' | 'answered'>) {
  const { status, createdAt, duration } = archive
  if ((RANK.get(STATES[status]) ?? 0) < OVER) return { at: null, reckoned: false }
  if (status === 'stopped' && !answered) return { at, reckoned: false }
  const end = createdAt && duration ? new Date(createdAt.getTime() + (duration + 1) * 1_000) : at
  return { at: end < at ? end : at, reckoned: true }
}

/** Pauses are not in a duration: what is reckoned by it is not before the recording was last found running. */
const notBeforeItRan = (at: Date) => Prisma.sql`GREATEST(EXCLUDED."stoppedAt",
  (SELECT LEAST(${at}, w."confirmedAt") FROM "RecordingWatch" w WHERE w."archiveId" = r."id"))`
