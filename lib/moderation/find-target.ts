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
import { lockActions } from './lock-actions.ts'

/**
 * Finds what an action is about. Platform ids were learnt from callbacks, so they are parsed again before they can reach
 * a platform path; a row whose ids are not ids is as good as not there.
 */
const SESSION = {
  id: true,
  platformId: true,
  projectId: true,
  name: true,
  mode: true,
  encrypted: true,
  live: true,
} as const

/** A participant's connection, with its session. Watchers are colleagues: nobody acts on them. */
export async function findParticipant(tx: Tx, connectionId: string) {
  const row = await tx.connection.findFirst({
    where: { id: connectionId, kind: 'participant' },
    select: { id: true, platformId: true, projectId: true, live: true, session: { select: SESSION } },
  })
  const ids = row && bothIds<ConnectionId>(row, parseConnectionId)
  return ids && { ...row, platformId: ids.own, session: { ...row.session, platformId: ids.session } }
}

/** A stream, with its session. */
export async function findStream(tx: Tx, streamId: string) {
  const row = await tx.stream.findUnique({
    where: { id: streamId },
    select: { id: true, platformId: true, projectId: true, live: true, session: { select: SESSION } },
  })
  const ids = row && bothIds<StreamId>(row, parseStreamId)
  return ids && { ...row, platformId: ids.own, session: { ...row.session, platformId: ids.session } }
}

/** A recording, with its session. */
export async function findArchive(tx: Tx, archiveId: string) {
  const row = await tx.archive.findUnique({
    where: { id: archiveId },
    select: { id: true, platformId: true, projectId: true, state: true, session: { select: SESSION } },
  })
  const ids = row && bothIds<ArchiveId>(row, parseArchiveId)
  return ids && { ...row, platformId: ids.own, session: { ...row.session, platformId: ids.session } }
}

/** A session, with the streams that are published in it now. Locked: what is asked of a room is asked one by one. */
export async function findSession(tx: Tx, sessionId: string) {
  await tx.$queryRaw`SELECT 1 FROM "VideoSession" WHERE "id" = ${sessionId}::uuid FOR NO KEY UPDATE`
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

/** An action of kind unpublish, locked: the browser of whoever asked comes back with the platform's answer. */
export async function findUnpublish(tx: Tx, actionId: string) {
  await lockActions(tx, [actionId])
  return tx.action.findFirst({
    where: { id: actionId, kind: 'unpublish' },
    select: { id: true, projectId: true, sessionId: true, actorId: true },
  })
}

/** Both ids parsed, or nothing. */
function bothIds<Id>(
  row: { platformId: string; session: { platformId: string } },
  parse: (text: string) => Result<Id, unknown>,
): { own: Id; session: SessionId } | null {
  const own = parse(row.platformId)
  const session = parseSessionId(row.session.platformId)
  return own.ok && session.ok ? { own: own.value, session: session.value } : null
}
