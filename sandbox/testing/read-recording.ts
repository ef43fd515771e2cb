/** What is in a recording's file, as a player or an archivist finds it. */
import { unzipSync } from 'fflate'
import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input, type InputTrack } from 'mediabunny'

export type FoundPacket = { data: Uint8Array; timestamp: number }
export type FoundTrack = { kind: 'audio' | 'video'; packets: FoundPacket[] }

const packetsOf = async (track: InputTrack): Promise<FoundPacket[]> => {
  const packets: FoundPacket[] = []
  for await (const { data, timestamp } of new EncodedPacketSink(track).packets()) {
    packets.push({ data, timestamp })
  }
  return packets
}

/** Every track of a WebM file, in its order. */
export const readRecording = async (bytes: Uint8Array): Promise<FoundTrack[]> => {
  const input = new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS })
  return Promise.all(
    (await input.getTracks()).map(async (track) => ({
      kind: track.isVideoTrack() ? ('video' as const) : ('audio' as const),
      packets: await packetsOf(track),
    })),
  )
}

export const download = async (url: string): Promise<Uint8Array> => {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`the file was answered with ${answer.status}`)
  return new Uint8Array(await answer.arrayBuffer())
}

/** The kinds of the tracks of each stream in an individual archive, and its manifest. */
export const readIndividual = async (url: string, archiveId: string) => {
  const files = unzipSync(await download(url))
  const { [`${archiveId}.json`]: manifest = new Uint8Array(), ...streams } = files
  const tracks = await Promise.all(
    Object.entries(streams).map(async ([name, bytes]) => [name, await readRecording(bytes)] as const),
  )
  const listed: Record<string, unknown> = JSON.parse(Buffer.from(manifest).toString('utf8'))
  return {
    manifest: listed,
    sizes: Object.entries(streams).map(([name, { length }]) => [name, length]),
    tracks,
  }
}

/** How long a track goes, from its first packet to its last. */
export const lengthOf = ({ packets }: FoundTrack): number =>
  (packets.at(-1)?.timestamp ?? 0) - (packets[0]?.timestamp ?? 0)
