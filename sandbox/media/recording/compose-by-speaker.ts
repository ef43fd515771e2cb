/**
 * One playable file without decoding anything: the picture and the first sound are those of whoever speaks,
 * cut at key frames; the whole sound of each stream follows as a track of its own, for those who need it.
 */
import { type EncodedPacket, FilePathTarget, Output, WebMOutputFormat } from 'mediabunny'
import type { Composition } from './compose-with-ffmpeg.ts'
import { audioLane, videoLane } from './lanes.ts'
import { mergeByTime } from './merge-by-time.ts'
import { type Loudness, speakerPlan, type Turn } from './speaker-plan.ts'
import { openSource, type Source } from './track-source.ts'

const loudnessOf = async ({ sink, streamId }: Source): Promise<Loudness> => {
  const seconds: number[] = []
  for await (const packet of sink.packets(undefined, undefined, { metadataOnly: true })) {
    const second = Math.floor(packet.timestamp)
    seconds[second] = (seconds[second] ?? 0) + packet.byteLength
  }
  return { streamId, seconds }
}

type Segment = { source: Source; start: EncodedPacket; until: number }

/** The first key frame at or after a time. */
const keyFrom = async ({ sink }: Source, from: number): Promise<EncodedPacket | null> => {
  const before = await sink.getKeyPacket(from)
  if (!before) return sink.getFirstKeyPacket()
  return before.timestamp >= from ? before : sink.getNextKeyPacket(before)
}

const segmentsOf = async (
  turns: readonly Turn[],
  sources: readonly Source[],
  find: (source: Source, from: number) => Promise<EncodedPacket | null>,
): Promise<Segment[]> => {
  const segments: Segment[] = []
  for (const { streamId, from } of turns) {
    for (const source of sources.filter((candidate) => candidate.streamId === streamId)) {
      const start = await find(source, from)
      const previous = segments.at(-1)
      if (!start || (previous && start.timestamp <= previous.start.timestamp)) continue
      if (previous) previous.until = start.timestamp
      segments.push({ source, start, until: Number.POSITIVE_INFINITY })
    }
  }
  return segments
}

async function* play(segments: readonly Segment[]): AsyncGenerator<EncodedPacket> {
  for (const { source, start, until } of segments) {
    for await (const packet of source.sink.packets(start)) {
      if (packet.timestamp >= until) break
      yield packet
    }
  }
}

/** Nobody was heard: whoever was seen first is shown. */
const silentPlan = ([first]: readonly Source[]): Turn[] =>
  first ? [{ streamId: first.streamId, from: 0 }] : []

export const composeBySpeaker = async (composition: Composition): Promise<void> => {
  const sources = await Promise.all(composition.tracks.map(openSource))
  const videos = sources.filter(({ kind }) => kind === 'video')
  const audios = sources.filter(({ kind }) => kind === 'audio')
  const heard = speakerPlan(await Promise.all(audios.map(loudnessOf)), composition.duration + 1)
  const turns = heard.length > 0 ? heard : silentPlan(videos)
  const pictures = await segmentsOf(turns, videos, keyFrom)
  const sounds = await segmentsOf(turns, audios, keyFrom)

  const output = new Output({
    format: new WebMOutputFormat(),
    target: new FilePathTarget(composition.output, { chunked: true, chunkSize: 1024 * 1024 }),
  })
  const shown = pictures[0]?.source ?? videos[0]
  const lanes = [
    ...(shown ? [videoLane(output, play(pictures), shown)] : []),
    ...(audios.length > 0 ? [audioLane(output, play(sounds))] : []),
    ...(audios.length > 1 ? audios.map(({ sink }) => audioLane(output, sink.packets())) : []),
  ]
  await output.start()
  await mergeByTime(lanes, composition.signal)
  await output.finalize()
}
