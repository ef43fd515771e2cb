import { ok, type Result, refuse } from '../result.ts'
import { type Archive, type ChosenStream, streamLimits } from './archive.ts'
import type { RunningArchive } from './running-archives.ts'

/** A stream is taken in (again, to change what of it is recorded) or out. */
export type StreamChoice = { add: ChosenStream } | { remove: string }

export type ChooseRefusal = 'not found' | 'automatic choice' | 'not recording' | 'no such stream' | 'full'

const count = (streams: readonly ChosenStream[], kind: 'hasAudio' | 'hasVideo'): number =>
  streams.filter((stream) => stream[kind]).length

/** Decides what of a session in stream mode manual is recorded from now on. */
export const chooseStream = (
  archive: Archive,
  run: RunningArchive | null,
  choice: StreamChoice,
): Result<true, ChooseRefusal> => {
  if (archive.streamMode === 'auto') return refuse('automatic choice')
  if (!run) return refuse('not recording')
  const streamId = 'add' in choice ? choice.add.streamId : choice.remove
  if (!run.session.streams.has(streamId)) return refuse('no such stream')
  const others = archive.streams.filter((stream) => stream.streamId !== streamId)
  const streams = 'add' in choice ? [...others, choice.add] : others
  const most = streamLimits(archive)
  if (count(streams, 'hasAudio') > most.audio || count(streams, 'hasVideo') > most.video)
    return refuse('full')
  archive.streams = streams
  run.recorder.choose()
  return ok(true)
}
