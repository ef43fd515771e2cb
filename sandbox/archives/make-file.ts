/** Makes the one file of what was recorded, as the archive's output mode wants it. */
import type { RecordedTrack } from '../media/recording/record-track.ts'
import type { Archive } from './archive.ts'
import type { ArchiveFiles } from './archive-files.ts'
import type { Composer } from './compose.ts'
import { packStreams } from './pack-streams.ts'
import type { RecordedStream } from './record-session.ts'

export type FileMaking = {
  archive: Archive
  streams: readonly RecordedStream[]
  files: ArchiveFiles
  composer: Composer
  signal: AbortSignal
}

/** The first packet may have been sent before the recording began: all times move on alike until none is before it. */
const fromZero = (streams: readonly RecordedStream[]): RecordedStream[] => {
  const lift = Math.max(0, ...streams.flatMap(({ tracks }) => tracks.map(({ from }) => -from)))
  const lifted = ({ from, to, shift, ...track }: RecordedTrack): RecordedTrack => ({
    ...track,
    ...{ from: from + lift, to: to + lift, shift: shift + lift },
  })
  return streams.map((stream) => ({ ...stream, tracks: stream.tracks.map(lifted) }))
}

/** Resolves with what there is to say of the file, if anything. */
export const makeFile = async (making: FileMaking): Promise<string | null> => {
  const { archive, files, composer, signal } = making
  const streams = fromZero(making.streams)
  const tracks = streams.flatMap((stream) => stream.tracks)
  if (tracks.length === 0) throw new Error('nothing was sent while it ran')
  const output = files.file(archive)
  if (archive.outputMode === 'individual') {
    await packStreams({ archive, streams, folder: await files.prepare(archive.id), output, signal })
  } else {
    const duration = Math.max(...tracks.map(({ to }) => to))
    const { resolution, maxBitrate, quantizationParameter } = archive
    const wishes = { resolution, maxBitrate, quantizationParameter }
    await composer.compose({ tracks, output, ...wishes, duration, signal })
  }
  await files.removeTracks(archive.id)
  return archive.outputMode === 'composed' ? composer.limitation : null
}
