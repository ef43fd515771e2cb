/** Makes the one file of what was recorded, as the archive's output mode wants it. */
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

/** Resolves with what there is to say of the file, if anything. */
export const makeFile = async (making: FileMaking): Promise<string | null> => {
  const { archive, streams, files, composer, signal } = making
  const tracks = streams.flatMap((stream) => stream.tracks)
  if (tracks.length === 0) throw new Error('nothing was sent while it ran')
  const output = files.file(archive)
  if (archive.outputMode === 'individual') {
    await packStreams({ archive, streams, folder: await files.prepare(archive.id), output, signal })
  } else {
    const duration = Math.max(...tracks.map(({ to }) => to))
    await composer.compose({ tracks, output, resolution: archive.resolution, duration, signal })
  }
  await files.removeTracks(archive.id)
  return archive.outputMode === 'composed' ? composer.limitation : null
}
