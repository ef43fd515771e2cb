import { join } from 'node:path'
import type { InboundMedia, MediaKind } from '../media/media-server.ts'
import { recordStream, type StreamRecorder } from '../media/recording/record-stream.ts'
import type { RecordedTrack } from '../media/recording/record-track.ts'
import type { Platform } from '../platform/platform.ts'
import { type Session, type Stream, videoTypeOf } from '../platform/session.ts'
import { createStopwatch } from './stopwatch.ts'

export type SessionRecording = {
  session: Session
  platform: Platform
  /** What of a stream is wanted at the moment. */
  wants: (streamId: string) => readonly MediaKind[]
  /** How many streams are recorded at once; one that comes later is left out. */
  limits: Readonly<Record<MediaKind, number>>
  /** Resolves with the folder for the tracks. */
  prepare: Promise<string>
}

/** One stream as it was recorded; with pieces when it was taken in and out. */
export type RecordedStream = {
  streamId: string
  connectionData: string
  videoType: 'camera' | 'screen' | 'custom'
  tracks: RecordedTrack[]
}

export type SessionRecorder = {
  /** Resolves when recording has begun. */
  ready: Promise<void>
  /** The recording's own time: nothing stands in the file for what is not counted. */
  time: { start: () => void; stop: () => void }
  /** Asks anew what is wanted. */
  choose: () => void
  stop: () => Promise<RecordedStream[]>
}

const recordedStream = (stream: Stream, tracks: RecordedTrack[]): RecordedStream => ({
  streamId: stream.id,
  connectionData: stream.owner.data,
  videoType: videoTypeOf(stream),
  tracks,
})

/** Records what is wanted of a session: of the streams there are and of those that come. */
export const recordSession = (recording: SessionRecording): SessionRecorder => {
  const { session, platform, wants, limits, prepare } = recording
  const time = createStopwatch(() => performance.now())
  const recorders = new Map<Stream, StreamRecorder>()
  const finished: Array<Promise<RecordedStream>> = []
  let folder: string | null = null
  let pieces = 0
  let unlisten = (): void => undefined

  const isFree = (kind: MediaKind): boolean =>
    [...recorders.values()].filter((recorder) => recorder.kinds().includes(kind)).length < limits[kind]

  const kindsOf = ({ id, channels }: Stream, recorder: StreamRecorder | undefined): MediaKind[] =>
    wants(id)
      .filter((kind) => channels.some(({ type }) => type === kind))
      .filter((kind) => recorder?.kinds().includes(kind) || isFree(kind))

  const open = (streamId: string, media: InboundMedia, folder: string): StreamRecorder =>
    recordStream({
      streamId,
      media,
      // Counted over all of them: a name is never used twice, whatever clients call their streams.
      nextFile: (kind) => join(folder, `${++pieces}.${kind}.webm`),
      sinceStart: () => time.readMs() / 1000,
    })

  const update = (stream: Stream): void => {
    const { media, id: streamId } = stream
    if (!media || folder === null) return
    const known = recorders.get(stream)
    const kinds = kindsOf(stream, known)
    if (!known && kinds.length === 0) return
    const recorder = known ?? open(streamId, media, folder)
    recorders.set(stream, recorder)
    recorder.record(kinds)
  }

  const end = (stream: Stream): void => {
    const recorder = recorders.get(stream)
    recorders.delete(stream)
    if (!recorder) return
    const stopped = recorder.stop().then((tracks) => recordedStream(stream, tracks))
    // What went wrong is told by whoever stops the whole, perhaps much later.
    stopped.catch(() => undefined)
    finished.push(stopped)
  }

  const choose = (): void => {
    for (const stream of session.streams.values()) update(stream)
  }

  const begin = (prepared: string): void => {
    folder = prepared
    choose()
    unlisten = platform.onEvent((event) => {
      if (event.session !== session) return
      if (event.event === 'streamCreated') update(event.stream)
      if (event.event === 'streamDestroyed') end(event.stream)
    })
  }

  let stopped = false
  return {
    ready: prepare.then((prepared) => (stopped ? undefined : begin(prepared))),
    time,
    choose,
    stop: async () => {
      stopped = true
      folder = null
      unlisten()
      for (const stream of [...recorders.keys()]) end(stream)
      return Promise.all(finished)
    },
  }
}
