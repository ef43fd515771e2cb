/**
 * Records one track of one stream to a WebM of its own, in time with the whole recording. Tracks are kept
 * apart because a muxer waits for the slower of two: a camera switched off would hold the sound back.
 */
import {
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedVideoPacketSource,
  FilePathTarget,
  Output,
  WebMOutputFormat,
} from 'mediabunny'
import type { MediaKind, TappedPacket } from '../media-server.ts'
import { createMediaClock } from './media-clock.ts'
import { createPacketOrder } from './packet-order.ts'
import { createVp8Frames, frameSize } from './vp8-frames.ts'

export type RecordedTrack = {
  kind: MediaKind
  streamId: string
  file: string
  /** Seconds since the recording began. */
  from: number
  to: number
  /** Seconds by which the file's own times differ from these. */
  shift: number
  frames: number
}

export type TrackRecorder = {
  push: (packet: TappedPacket, sinceStart: number) => void
  /** Whether a picture is still missing to begin with. */
  waiting: () => boolean
  finish: () => Promise<RecordedTrack | null>
}

type Unit = { data: Buffer; timestamp: number; key: boolean }
type Writer = { add: (unit: Unit, seconds: number) => Promise<void>; finish: () => Promise<void> }

const FILE_CHUNK_BYTES = 1024 * 1024
const OPUS_CONFIG = { codec: 'opus', sampleRate: 48_000, numberOfChannels: 2 }
const OPUS_SECONDS = 0.02
const VIDEO_SECONDS = 1 / 30

const openOutput = (file: string): Output =>
  new Output({
    format: new WebMOutputFormat(),
    target: new FilePathTarget(file, { chunked: true, chunkSize: FILE_CHUNK_BYTES }),
  })

const openAudio = async (file: string): Promise<Writer> => {
  const output = openOutput(file)
  const source = new EncodedAudioPacketSource('opus')
  output.addAudioTrack(source)
  await output.start()
  return {
    add: ({ data }, seconds) =>
      source.add(new EncodedPacket(data, 'key', seconds, OPUS_SECONDS), { decoderConfig: OPUS_CONFIG }),
    finish: () => output.finalize(),
  }
}

const openVideo = async (file: string, first: Unit): Promise<Writer> => {
  const { width, height } = frameSize(first.data)
  const decoderConfig = { codec: 'vp8', codedWidth: width, codedHeight: height }
  const output = openOutput(file)
  const source = new EncodedVideoPacketSource('vp8')
  output.addVideoTrack(source)
  await output.start()
  return {
    add: ({ data, key }, seconds) =>
      source.add(new EncodedPacket(data, key ? 'key' : 'delta', seconds, VIDEO_SECONDS), { decoderConfig }),
    finish: () => output.finalize(),
  }
}

export const recordTrack = (kind: MediaKind, streamId: string, file: string): TrackRecorder => {
  const order = createPacketOrder<TappedPacket>()
  const frames = createVp8Frames()
  const clock = createMediaClock(kind === 'audio' ? 48_000 : 90_000)
  const span = { from: Number.POSITIVE_INFINITY, to: 0, frames: 0 }
  let writer: Promise<Writer> | null = null
  let tail: Promise<unknown> = Promise.resolve()
  let failure: unknown = null

  const unitOf = (packet: TappedPacket): Unit | null =>
    kind === 'video' ? frames(packet) : { data: packet.payload, timestamp: packet.timestamp, key: true }

  const write = (unit: Unit, seconds: number): void => {
    writer ??= kind === 'audio' ? openAudio(file) : openVideo(file, unit)
    const opened = writer
    tail = tail
      .then(async () => (await opened).add(unit, seconds))
      .catch((error: unknown) => {
        failure ??= error
      })
    span.from = Math.min(span.from, seconds)
    span.to = Math.max(span.to, seconds)
    span.frames += 1
  }

  const take = (packets: readonly TappedPacket[], sinceStart: number): void => {
    for (const packet of packets) {
      const seconds = clock.at(packet.timestamp, sinceStart)
      const unit = packet.payload.length > 0 && failure === null ? unitOf(packet) : null
      // A publisher that began again may jump back; a file cannot.
      if (unit && seconds >= span.to) write(unit, seconds)
    }
  }

  return {
    push: (packet, sinceStart) => take(order.push(packet), sinceStart),
    waiting: () => kind === 'video' && span.frames === 0,
    finish: async () => {
      take(order.flush(), span.to)
      await tail
      if (!writer) return null
      await (await writer).finish()
      if (failure !== null) throw failure
      const shift = clock.correction()
      return { kind, streamId, file, ...span, from: span.from + shift, to: span.to + shift, shift }
    },
  }
}
