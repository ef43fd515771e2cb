/** An individual archive: a zip of one file for each stream, and a manifest that says when in the recording each has its place. */
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { muxStream } from '../media/recording/mux-stream.ts'
import type { Archive } from './archive.ts'
import type { RecordedStream } from './record-session.ts'
import { writeZip } from './write-zip.ts'

export type Packing = {
  archive: Archive
  streams: readonly RecordedStream[]
  /** Where the files of the streams are made. */
  folder: string
  output: string
  signal: AbortSignal
}

const inMs = (seconds: number): number => Math.round(seconds * 1000)

const packStream = async (
  stream: RecordedStream,
  { filename, folder, signal }: { filename: string; folder: string; signal: AbortSignal },
) => {
  const path = join(folder, filename)
  const { from, to } = await muxStream({ tracks: stream.tracks, output: path, signal })
  const { size } = await stat(path)
  const { connectionData, streamId, videoType } = stream
  const offsets = { startTimeOffset: inMs(from), stopTimeOffset: inMs(to) }
  return { path, listed: { connectionData, filename, size, ...offsets, streamId, videoType } }
}

export const packStreams = async ({ archive, streams, folder, output, signal }: Packing): Promise<void> => {
  const packed: Array<Awaited<ReturnType<typeof packStream>>> = []
  for (const stream of streams.filter(({ tracks }) => tracks.length > 0)) {
    const before = packed.filter(({ listed }) => listed.streamId === stream.streamId).length
    const filename = `${stream.streamId}${before === 0 ? '' : `-${before + 1}`}.webm`
    packed.push(await packStream(stream, { filename, folder, signal }))
  }
  const { id, sessionId, name, createdAt, apiKey } = archive
  const manifest = {
    id,
    sessionId,
    name: name ?? '',
    createdAt,
    partnerId: Number(apiKey),
    files: packed.map(({ listed }) => listed),
  }
  const entries = [
    ...packed.map(({ path, listed }) => ({ name: listed.filename, content: { file: path } })),
    { name: `${id}.json`, content: { text: JSON.stringify(manifest, null, 2) } },
  ]
  await writeZip(output, entries, signal)
}
