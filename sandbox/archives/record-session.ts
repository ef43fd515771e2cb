import type { MediaKind } from '../media/media-server.ts'
import { recordStream, type StreamRecorder } from '../media/recording/record-stream.ts'
import type { RecordedTrack } from '../media/recording/record-track.ts'
import type { Platform } from '../platform/platform.ts'
import type { Session, Stream } from '../platform/session.ts'

export type SessionRecording = {
  session: Session
  platform: Platform
  hasAudio: boolean
  hasVideo: boolean
  /** Resolves with the folder for the tracks. */
  prepare: Promise<string>
}

export type SessionRecorder = {
  /** Resolves when recording has begun. */
  ready: Promise<void>
  stop: () => Promise<RecordedTrack[]>
}

/** Composed archives take so many streams with a picture, and no more. */
const MAX_STREAMS = 50

/** Records every stream of a session: those there are and those that come. */
export const recordSession = (recording: SessionRecording): SessionRecorder => {
  const { session, platform, hasAudio, hasVideo, prepare } = recording
  const startedAt = performance.now()
  const recorders = new Map<Stream, StreamRecorder>()
  const finished: Array<Promise<RecordedTrack[]>> = []
  let stopped = false
  let unlisten = (): void => undefined

  const wanted = ({ channels }: Stream): MediaKind[] =>
    (['audio', 'video'] as const)
      .filter((kind) => channels.some(({ type }) => type === kind))
      .filter((kind) => (kind === 'audio' ? hasAudio : hasVideo))

  const begin = (stream: Stream, folder: string): void => {
    const { media, id: streamId } = stream
    if (!media || stopped || recorders.size >= MAX_STREAMS) return
    const sinceStart = () => (performance.now() - startedAt) / 1000
    recorders.set(stream, recordStream({ streamId, media, folder, kinds: wanted(stream), sinceStart }))
  }

  const end = (stream: Stream): void => {
    const recorder = recorders.get(stream)
    recorders.delete(stream)
    if (recorder) finished.push(recorder.stop())
  }

  const ready = prepare.then((folder) => {
    if (stopped) return
    for (const stream of session.streams.values()) begin(stream, folder)
    unlisten = platform.onEvent((event) => {
      if (event.session !== session) return
      if (event.event === 'streamCreated') begin(event.stream, folder)
      if (event.event === 'streamDestroyed') end(event.stream)
    })
  })

  return {
    ready,
    stop: async () => {
      stopped = true
      unlisten()
      for (const stream of [...recorders.keys()]) end(stream)
      return (await Promise.all(finished)).flat()
    },
  }
}
