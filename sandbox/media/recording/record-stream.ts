import type { InboundMedia, MediaKind } from '../media-server.ts'
import { type RecordedTrack, recordTrack, type TrackRecorder } from './record-track.ts'

export type StreamRecorder = {
  /** What is recorded from now on, and what is so at the moment. */
  record: (kinds: readonly MediaKind[]) => void
  kinds: () => readonly MediaKind[]
  stop: () => Promise<RecordedTrack[]>
}

export type StreamRecording = {
  streamId: string
  media: InboundMedia
  /** Where the next piece is written. */
  nextFile: (kind: MediaKind) => string
  /** Seconds since the recording began. */
  sinceStart: () => number
}

const TICK_MS = 250
/** A key frame this often keeps the file seekable. */
const PICTURE_EVERY_TICKS = 12

/** Records a published stream: sound, picture or both, each as often as it is wanted, until it is stopped. */
export const recordStream = ({ streamId, media, nextFile, sinceStart }: StreamRecording): StreamRecorder => {
  const recorders = new Map<MediaKind, TrackRecorder>()
  const finished: Array<Promise<RecordedTrack | null>> = []
  const untap = media.tap((packet) => recorders.get(packet.kind)?.push(packet, sinceStart()))
  let ticks = 0
  const timer = setInterval(() => {
    if (recorders.get('video')?.waiting() || ticks % PICTURE_EVERY_TICKS === 0) media.requestPicture()
    ticks += 1
  }, TICK_MS)
  timer.unref()

  const begin = (kind: MediaKind): void => {
    recorders.set(kind, recordTrack(kind, streamId, nextFile(kind)))
    if (kind === 'video') media.requestPicture()
  }
  const end = (kind: MediaKind, recorder: TrackRecorder): void => {
    recorders.delete(kind)
    const track = recorder.finish()
    // What went wrong is told at the stop, perhaps much later.
    track.catch(() => undefined)
    finished.push(track)
  }
  const record = (kinds: readonly MediaKind[]): void => {
    for (const [kind, recorder] of recorders) if (!kinds.includes(kind)) end(kind, recorder)
    for (const kind of kinds) if (!recorders.has(kind)) begin(kind)
  }

  return {
    record,
    kinds: () => [...recorders.keys()],
    stop: async () => {
      clearInterval(timer)
      untap()
      record([])
      return (await Promise.all(finished)).filter((track) => track !== null)
    },
  }
}
