/**
 * One playable file without decoding anything: the picture and the first sound are those of whoever speaks,
 * cut at key frames; the whole sound of each stream follows as a track of its own, for those who need it.
 */
import { type EncodedPacket, FilePathTarget, Output, WebMOutputFormat } from 'mediabunny'
import type { Composition } from './compose-with-ffmpeg.ts'
import { audioLane, videoLane } from './lanes.ts'
import { mergeByTime } from './merge-by-time.ts'
import { type Loudness, speakerPlan, type Turn } from './speaker-plan.ts'
import { moved, openSource, type Source } from './track-source.ts'

const loudnessOf = async ({ sink, streamId, shift }: Source): Promise<Loudness> => {
  const seconds: number[] = []
  for await (const packet of sink.packets(undefined, undefined, { metadataOnly: true })) {
    const second = Math.max(0, Math.floor(packet.timestamp + shift))
    seconds[second] = (seconds[second] ?? 0) + packet.byteLength
  }
  return { streamId, seconds }
}

/** Of one source from a packet on, until another takes its place. Times are those of the whole recording. */
type Segment = { source: Source; start: EncodedPacket; from: number; until: number }

/** The first key frame at or after a time. */
const keyFrom = async ({ sink, shift }: Source, from: number): Promise<EncodedPacket | null> => {
  const before = await sink.getKeyPacket(from - shift)
  if (!before) return sink.getFirstKeyPacket()
  return before.timestamp + shift >= from ? before : sink.getNextKeyPacket(before)
}

const segmentsOf = async (turns: readonly Turn[], sources: readonly Source[]): Promise<Segment[]> => {
  const segments: Segment[] = []
  for (const [index, { streamId, from: turn }] of turns.entries()) {
    const end = turns[index + 1]?.from ?? Number.POSITIVE_INFINITY
    const own = sources.filter((candidate) => candidate.streamId === streamId)
    // Several when it was taken out and in again.
    for (const source of own.toSorted((left, right) => left.from - right.from)) {
      const start = await keyFrom(source, turn)
      const previous = segments.at(-1)
      const from = (start?.timestamp ?? 0) + source.shift
      if (!start || from >= end || (previous && from <= previous.from)) continue
      if (previous) previous.until = from
      segments.push({ source, start, from, until: Number.POSITIVE_INFINITY })
    }
  }
  return segments
}

async function* play(segments: readonly Segment[]): AsyncGenerator<EncodedPacket> {
  for (const { source, start, until } of segments) {
    const { sink, shift } = source
    for await (const packet of sink.packets(start)) {
      if (packet.timestamp + shift >= until) break
      yield moved(packet, shift)
    }
  }
}

async function* whole({ sink, shift }: Source): AsyncGenerator<EncodedPacket> {
  for await (const packet of sink.packets()) yield moved(packet, shift)
}

/** Nobody was heard: whoever was there first is shown, and then whoever still is. */
const silentPlan = (videos: readonly Source[]): Turn[] => {
  const turns: Turn[] = []
  let until = 0
  for (const { streamId, from, to } of videos.toSorted((left, right) => left.from - right.from)) {
    if (to <= until) continue
    turns.push({ streamId, from: turns.length === 0 ? 0 : Math.max(from, until) })
    until = to
  }
  return turns
}

export const composeBySpeaker = async (composition: Composition): Promise<void> => {
  const sources = await Promise.all(composition.tracks.map(openSource))
  const videos = sources.filter(({ kind }) => kind === 'video')
  const audios = sources.filter(({ kind }) => kind === 'audio')
  const heard = speakerPlan(await Promise.all(audios.map(loudnessOf)), composition.duration + 1)
  const turns = heard.length > 0 ? heard : silentPlan(videos)
  const pictures = await segmentsOf(turns, videos)
  const sounds = await segmentsOf(turns, audios)

  const output = new Output({
    format: new WebMOutputFormat(),
    target: new FilePathTarget(composition.output, { chunked: true, chunkSize: 1024 * 1024 }),
  })
  const shown = pictures[0]?.source ?? videos[0]
  const lanes = [
    ...(shown ? [videoLane(output, play(pictures), shown)] : []),
    ...(audios.length > 0 ? [audioLane(output, play(sounds))] : []),
    ...(audios.length > 1 ? audios.map((source) => audioLane(output, whole(source))) : []),
  ]
  await output.start()
  await mergeByTime(lanes, composition.signal)
  await output.finalize()
}
