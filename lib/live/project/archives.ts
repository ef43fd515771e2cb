import 'server-only'
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
  at: Date
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
  const rank = RANK.get(state) ?? 0
  const stoppedAt = rank >= OVER ? said.at : null
  const ranks = JSON.stringify(Object.fromEntries(RANK))
  return tx.$queryRaw<Placed[]>`
    INSERT INTO "Archive" AS r ("id", "projectId", "sessionId", "platformId", "name", "state", "reason", "outputMode",
      "resolution", "hasAudio", "hasVideo", "startedAt", "stoppedAt", "duration", "size", "updatedAt")
    VALUES (${newId()}::uuid, ${said.projectId}::uuid, ${said.sessionId}::uuid, ${archive.id}, ${archive.name},
      ${state}::"ArchiveState", ${said.reason}, ${archive.outputMode}, ${archive.resolution}, ${archive.hasAudio},
      ${archive.hasVideo}, ${archive.createdAt}, ${stoppedAt}, ${archive.duration || null},
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
      "stoppedAt" = LEAST(r."stoppedAt", EXCLUDED."stoppedAt"),
      "duration" = GREATEST(r."duration", EXCLUDED."duration"),
      "size" = GREATEST(r."size", EXCLUDED."size")
    RETURNING "id", "projectId", "platformId", "sessionId"`
}
