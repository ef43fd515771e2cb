import { ARCHIVE_STATUSES, type ArchiveStatus } from '../callback-schema.ts'
import type { ArchiveEvidence } from '../project/archives.ts'
import type { Evidence } from '../project/evidence.ts'
import type { ConnectionEvidence, StreamEvidence } from '../project/rows.ts'
import type { PlatformView } from './ask-platform.ts'
import type { DueSession } from './due-sessions.ts'

/** A connection or stream that our rows hold to be there. */
export type Present = { platformId: string; createdAt: Date | null; seenAt: Date | null }

/** So young that its absence from a list says nothing: the list may be older than it is. */
const YOUNG_MS = 5_000
/** "Nobody was ever there" is believed of what the platform has shown before, or has had a minute to show. */
const DOUBTED_MS = 60_000

/**
 * The platform's lists as evidence: what is listed has been seen, what should be and is not has been missed. `asked` is
 * from before the question, so that whatever happened meanwhile is newer than the answer.
 */
export function compare(
  session: DueSession,
  ours: { connections: readonly Present[]; streams: readonly Present[] },
  theirs: PlatformView,
): Evidence {
  const { asked, id: sessionId, projectId } = session
  const base = {
    sessionId,
    projectId,
    createdAt: null,
    endedAt: null,
    endReason: null,
    seenAt: null,
    missingAt: null,
  }
  const isMissing = (row: Present, listed: readonly { id: string }[]) =>
    listed.every((one) => one.id !== row.platformId) && isBelievable(row, theirs.known, asked)

  const connection: Omit<ConnectionEvidence, 'platformId'> = {
    ...base,
    kind: 'participant',
    data: 'none',
    grantId: null,
    personId: null,
  }
  const stream: Omit<StreamEvidence, 'platformId'> = {
    ...base,
    connection: null,
    name: null,
    videoType: null,
  }
  return {
    sessions: [{ id: sessionId, createdAt: null, destroyedAt: null }],
    connections: [
      ...theirs.connections.map(({ id, createdAt }) => ({
        ...connection,
        platformId: id,
        createdAt,
        seenAt: asked,
      })),
      ...ours.connections
        .filter((row) => isMissing(row, theirs.connections))
        .map(({ platformId }) => ({ ...connection, platformId, missingAt: asked })),
    ],
    streams: [
      ...theirs.streams.map(({ id, name, videoType }) => ({
        ...stream,
        platformId: id,
        name: name || null,
        videoType,
        seenAt: asked,
      })),
      ...ours.streams
        .filter((row) => isMissing(row, theirs.streams))
        .map(({ platformId }) => ({ ...stream, platformId, missingAt: asked })),
    ],
    archives: theirs.archives.flatMap((archive) => archiveEvidence(session, archive)),
  }
}

function isBelievable(row: Present, known: boolean, asked: Date): boolean {
  const age = asked.getTime() - (row.createdAt ?? row.seenAt ?? new Date(0)).getTime()
  return known ? age > YOUNG_MS : row.seenAt !== null || age > DOUBTED_MS
}

/** What the platform says of a recording, as evidence. */
export function archiveEvidence(
  { id: sessionId, projectId, asked }: Pick<DueSession, 'id' | 'projectId' | 'asked'>,
  archive: PlatformView['archives'][number],
): ArchiveEvidence[] {
  const { status, reason } = archive
  if (!isStatus(status)) return []
  return [{ sessionId, projectId, archive: { ...archive, status }, reason, at: asked, answered: true }]
}

function isStatus(status: string): status is ArchiveStatus {
  return ARCHIVE_STATUSES.some((known) => known === status)
}
