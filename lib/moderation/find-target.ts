import 'server-only'
import {
  type ArchiveId,
  type ConnectionId,
  parseArchiveId,
  parseConnectionId,
  parseSessionId,
  parseStreamId,
  type SessionId,
  type StreamId,
} from '#lib/platform/ids.ts'
import type { Tx } from '#lib/system/database.ts'
import type { Result } from '#lib/system/result.ts'

/**
 * Finds what an action is about. Platform ids were learnt from callbacks, so they are parsed again before they can reach
 * a platform path; a row whose ids are not ids is as good as not there.
 */
const SESSION = { id: true, platformId: true, projectId: true, name: true, mode: true, live: true } as const

/** A participant's connection, with its session. Watchers are colleagues: nobody acts on them. */
export async function findParticipant(tx: Tx, connectionId: string) {
  const row = await tx.connection.findFirst({
    where: { id: connectionId, kind: 'participant' },
    select: { id: true, platformId: true, projectId: true, live: true, session: { select: SESSION } },
  })
  return row && withIds<typeof row, ConnectionId>(row, parseConnectionId)
}

/** A stream, with its session. */
export async function findStream(tx: Tx, streamId: string) {
  const row = await tx.stream.findUnique({
    where: { id: streamId },
    select: { id: true, platformId: true, projectId: true, live: true, session: { select: SESSION } },
  })
  return row && withIds<typeof row, StreamId>(row, parseStreamId)
}

/** A recording, with its session. */
export async function findArchive(tx: Tx, archiveId: string) {
  const row = await tx.archive.findUnique({
    where: { id: archiveId },
    select: { id: true, platformId: true, projectId: true, state: true, session: { select: SESSION } },
  })
  return row && withIds<typeof row, ArchiveId>(row, parseArchiveId)
}

/** A session, with the streams that are published in it now. */
export async function findSession(tx: Tx, sessionId: string) {
  const row = await tx.videoSession.findUnique({
    where: { id: sessionId },
    select: { ...SESSION, streams: { where: { live: true }, select: { id: true, platformId: true } } },
  })
  const platformId = row && parseSessionId(row.platformId)
  if (!row || !platformId?.ok) return null
  const streams = row.streams.flatMap((stream) => {
    const parsed = parseStreamId(stream.platformId)
    return parsed.ok ? [{ id: stream.id, platformId: parsed.value }] : []
  })
  return { ...row, platformId: platformId.value, streams }
}

/** An action of kind unpublish: the browser of whoever asked comes back with the platform's answer. */
export async function findUnpublish(tx: Tx, actionId: string) {
  return tx.action.findFirst({
    where: { id: actionId, kind: 'unpublish' },
    select: { id: true, projectId: true, sessionId: true, actorId: true },
  })
}

type Named = { platformId: string; session: { platformId: string } }
type WithIds<Row extends Named, Id> = Omit<Row, 'platformId' | 'session'> & {
  platformId: Id
  session: Omit<Row['session'], 'platformId'> & { platformId: SessionId }
}

function withIds<Row extends Named, Id>(
  row: Row,
  parse: (text: string) => Result<Id, unknown>,
): WithIds<Row, Id> | null {
  const own = parse(row.platformId)
  const session = parseSessionId(row.session.platformId)
  if (!own.ok || !session.ok) return null
  return { ...row, platformId: own.value, session: { ...row.session, platformId: session.value } }
}
