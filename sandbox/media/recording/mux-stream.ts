import { type EncodedPacket, FilePathTarget, Output, WebMOutputFormat } from 'mediabunny'
import type { MediaKind } from '../media-server.ts'
import { audioLane, videoLane } from './lanes.ts'
import { mergeByTime } from './merge-by-time.ts'
import type { RecordedTrack } from './record-track.ts'
import { moved, openSource, type Source } from './track-source.ts'

export type StreamMux = {
  /** All of one stream; of one kind there are several when it was taken out and in again. */
  tracks: readonly RecordedTrack[]
  output: string
  signal: AbortSignal
}

async function* playFrom(sources: readonly Source[], from: number): AsyncGenerator<EncodedPacket> {
  for (const { sink, shift } of sources) {
    for await (const packet of sink.packets()) yield moved(packet, shift - from)
  }
}

/** Joins what was recorded of one stream to one file that begins with it; answers when in the recording that is. */
export const muxStream = async ({ tracks, output: file, signal }: StreamMux) => {
  const from = Math.min(...tracks.map((track) => track.from))
  const to = Math.max(...tracks.map((track) => track.to))
  const inOrder = tracks.toSorted((left, right) => left.from - right.from)
  const sources = await Promise.all(inOrder.map(openSource))
  const of = (kind: MediaKind) => sources.filter((source) => source.kind === kind)
  const [pictures, sounds] = [of('video'), of('audio')]

  const output = new Output({
    format: new WebMOutputFormat(),
    target: new FilePathTarget(file, { chunked: true, chunkSize: 1024 * 1024 }),
  })
  const [first] = pictures
  const lanes = [
    ...(first ? [videoLane(output, playFrom(pictures, from), first)] : []),
    ...(sounds.length > 0 ? [audioLane(output, playFrom(sounds, from))] : []),
  ]
  await output.start()
  await mergeByTime(lanes, signal)
  await output.finalize()
  return { from, to }
}
