import { readFile } from 'node:fs/promises'
import { BufferSource, EncodedPacketSink, Input, type InputTrack, WEBM } from 'mediabunny'
import { packetizeVp8 } from './packetize-vp8.ts'

/** One encoded picture, already cut into the payloads of its RTP packets. */
export type ClipFrame = { payloads: readonly Buffer[]; isKey: boolean }

/** Ten seconds of picture and perhaps sound, ready to be sent again and again without touching it. */
export type Clip = {
  key: string
  width: number
  height: number
  frames: readonly ClipFrame[]
  /** Opus packets of 20 ms; empty when the clip has no sound. */
  audio: readonly Buffer[]
}

export const CLIP_SECONDS = 10
export const FRAMES_PER_SECOND = 15
export const OPUS_PER_SECOND = 50

/** Reads a clip from its WebM file; throws when the file is not what `scripts/make-clips.mjs` writes. */
export const readClip = async (key: string): Promise<Clip> => {
  const bytes = await readFile(new URL(`../clips/${key}.webm`, import.meta.url))
  const input = new Input({ source: new BufferSource(bytes), formats: [WEBM] })
  const video = await input.getPrimaryVideoTrack()
  const audio = await input.getPrimaryAudioTrack()
  if (!video) throw new Error(`clip ${key} has no picture`)
  const frames = (await packetsOf(video)).map(({ data, type }) => ({
    payloads: packetizeVp8(data),
    isKey: type === 'key',
  }))
  if (frames.length !== CLIP_SECONDS * FRAMES_PER_SECOND || frames[0]?.isKey !== true) {
    throw new Error(`clip ${key} is not ${CLIP_SECONDS} seconds from a key frame on`)
  }
  // The encoder appends one packet to flush itself; the loop is exactly ten seconds.
  const opus = audio ? (await packetsOf(audio)).slice(0, CLIP_SECONDS * OPUS_PER_SECOND) : []
  const size = { width: await video.getCodedWidth(), height: await video.getCodedHeight() }
  return { key, ...size, frames, audio: opus.map(({ data }) => Buffer.from(data)) }
}

const packetsOf = async (track: InputTrack) => {
  const packets = []
  for await (const packet of new EncodedPacketSink(track).packets()) packets.push(packet)
  return packets
}
