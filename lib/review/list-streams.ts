import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { connectionViews } from '#lib/live/views.ts'
import type { Database } from '#lib/system/database.ts'
import { ok, type Result } from '#lib/system/result.ts'
import { findPieces, type Individual, type Piece, type PieceFailure } from './find-pieces.ts'
import { mediaAddress } from './media-address.ts'
import type { PieceView, RecordedStream, StreamsPage } from './model.ts'

type Recording = Individual & { projectId: string; sessionId: string }

/** The streams of a recording that keeps them apart, each with whose it was and addresses for this person at this device. */
export async function listStreams(
  db: Database,
  actor: Actor,
  recording: Recording,
  signal: AbortSignal,
): Promise<Result<StreamsPage, PieceFailure>> {
  const directory = await findPieces(db, recording, signal)
  if (!directory.ok) return directory
  const now = new Date()
  const { pieces } = directory.value
  const whose = await ownersOf(db, recording, [...new Set(pieces.map(({ streamId }) => streamId))])
  const view = (piece: Piece, number: number): PieceView => {
    const { fromMs, toMs, found } = piece
    const place = { number, fromMs, toMs }
    if (!found.ok) return { ...place, trouble: found.failure }
    return {
      ...place,
      url: mediaAddress({ archiveId: recording.id, piece: number, purpose: 'played', actor }, now).url,
    }
  }
  const streams = new Map<string, RecordedStream>()
  for (const [number, piece] of pieces.entries()) {
    const { streamId, videoType } = piece
    const owner = whose.get(streamId) ?? { connectionId: null, name: null }
    const stream = streams.get(streamId) ?? { ...owner, screen: videoType === 'screen', pieces: [] }
    stream.pieces.push(view(piece, number))
    streams.set(streamId, stream)
  }
  const { until } = mediaAddress({ archiveId: recording.id, purpose: 'played', actor }, now)
  const inOrder = [...streams.values()].toSorted((a, b) => beginOf(a) - beginOf(b))
  return ok({ streams: inOrder, until })
}

/** In the order of coming, which the zip's list need not have. */
const beginOf = ({ pieces }: RecordedStream): number => Math.min(...pieces.map(({ fromMs }) => fromMs))

type Owner = Pick<RecordedStream, 'connectionId' | 'name'>

/** By what is known here of the session's streams: what the zip says of people is not read. */
async function ownersOf(
  db: Database,
  { projectId, sessionId }: Recording,
  platformIds: string[],
): Promise<Map<string, Owner>> {
  const rows = await db.stream.findMany({
    where: { projectId, sessionId, platformId: { in: platformIds } },
    select: { platformId: true, connectionId: true, name: true },
  })
  const people = await connectionViews(
    db,
    rows.flatMap(({ connectionId }) => connectionId ?? []),
  )
  const names = new Map(people.map(({ id, name }) => [id, name]))
  return new Map(
    rows.map(({ platformId, connectionId, name }) => [
      platformId,
      { connectionId, name: (connectionId && names.get(connectionId)) || name || null },
    ]),
  )
}
