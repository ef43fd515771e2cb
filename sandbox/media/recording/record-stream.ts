import { join } from 'node:path'
import type { InboundMedia, MediaKind } from '../media-server.ts'
import { type RecordedTrack, recordTrack, type TrackRecorder } from './record-track.ts'

export type StreamRecorder = { stop: () => Promise<RecordedTrack[]> }

export type StreamRecording = {
  streamId: string
  media: InboundMedia
  folder: string
  kinds: readonly MediaKind[]
  /** Seconds since the recording began. */
  sinceStart: () => number
}

const TICK_MS = 250
/** A key frame this often keeps the file seekable. */
const PICTURE_EVERY_TICKS = 12

/** Records a published stream from now on, until it ends or the recording is stopped. */
export const recordStream = ({
  streamId,
  media,
  folder,
  kinds,
  sinceStart,
}: StreamRecording): StreamRecorder => {
  const recorders = new Map<MediaKind, TrackRecorder>(
    kinds.map((kind) => [kind, recordTrack(kind, streamId, join(folder, `${streamId}.${kind}.webm`))]),
  )
  const untap = media.tap((packet) => recorders.get(packet.kind)?.push(packet, sinceStart()))
  let ticks = 0
  const timer = setInterval(() => {
    if (recorders.get('video')?.waiting() || ticks % PICTURE_EVERY_TICKS === 0) media.requestPicture()
    ticks += 1
  }, TICK_MS)
  timer.unref()

  return {
    stop: async () => {
      clearInterval(timer)
      untap()
      const tracks = await Promise.all([...recorders.values()].map((recorder) => recorder.finish()))
      return tracks.filter((track) => track !== null)
    },
  }
}
