import type { SeenStream } from '#components/video/seen-stream.ts'
import type { ConnectionView, StreamView } from '#lib/live/model.ts'

/** One picture on the stage: what the record knows of a stream, with what this browser's connection sees of it. */
export type Tile = {
  platformId: string
  streamId: string | null
  connectionId: string | null
  /** Hostile text. */
  name: string | null
  screen: boolean
  seen: SeenStream | null
}

/** Every stream that is published now, in the order of coming. One of the two sources may know it before the other. */
export function tilesOf(
  streams: Iterable<StreamView>,
  people: ReadonlyMap<string, ConnectionView>,
  seen: readonly SeenStream[],
): Tile[] {
  const known = [...streams]
  const ended = new Set(known.filter((stream) => stream.ended !== null).map(({ platformId }) => platformId))
  const sight = new Map(seen.map((stream) => [stream.platformId, stream]))
  const published = known
    .filter((stream) => stream.ended === null)
    .sort((a, b) => ((a.since ?? '') < (b.since ?? '') ? -1 : (a.since ?? '') > (b.since ?? '') ? 1 : 0))
    .map((stream) => ofRecord(stream, people, sight.get(stream.platformId) ?? null))
  const recorded = new Set(published.map(({ platformId }) => platformId))
  const early = seen.filter(({ platformId }) => !recorded.has(platformId) && !ended.has(platformId))
  return [...published, ...early.map((stream) => ofSight(stream, people))]
}

function ofRecord(
  stream: StreamView,
  people: ReadonlyMap<string, ConnectionView>,
  seen: SeenStream | null,
): Tile {
  const { id, platformId, connectionId, videoType } = stream
  const name = (connectionId !== null && people.get(connectionId)?.name) || stream.name || null
  return { platformId, streamId: id, connectionId, name, screen: videoType === 'screen', seen }
}

function ofSight(seen: SeenStream, people: ReadonlyMap<string, ConnectionView>): Tile {
  const owner = [...people.values()].find(({ platformId }) => platformId === seen.connectionPlatformId)
  return {
    platformId: seen.platformId,
    streamId: null,
    connectionId: owner?.id ?? null,
    name: owner?.name ?? (seen.name || null),
    screen: seen.videoType === 'screen',
    seen,
  }
}
