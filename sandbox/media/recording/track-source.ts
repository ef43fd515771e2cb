import { ALL_FORMATS, type EncodedPacket, EncodedPacketSink, FilePathSource, Input } from 'mediabunny'
import type { RecordedTrack } from './record-track.ts'

/** A recorded track, to be read packet by packet. */
export type Source = RecordedTrack & { sink: EncodedPacketSink; width: number; height: number }

export const openSource = async (track: RecordedTrack): Promise<Source> => {
  const input = new Input({ source: new FilePathSource(track.file), formats: ALL_FORMATS })
  const video = track.kind === 'video' ? await input.getPrimaryVideoTrack() : null
  const found = video ?? (await input.getPrimaryAudioTrack())
  if (!found) throw new Error(`no track in ${track.file}`)
  const [width, height] = video ? [await video.getCodedWidth(), await video.getCodedHeight()] : [0, 0]
  return { ...track, sink: new EncodedPacketSink(found), width, height }
}

/** The same packet at another time; by less than nothing never, for a file cannot begin before itself. */
export const moved = (packet: EncodedPacket, seconds: number): EncodedPacket =>
  packet.clone({ timestamp: Math.max(0, packet.timestamp + seconds) })
