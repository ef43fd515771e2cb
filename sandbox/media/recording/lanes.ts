import {
  EncodedAudioPacketSource,
  type EncodedPacket,
  EncodedVideoPacketSource,
  type Output,
} from 'mediabunny'

/** Packets on their way into one track of a file. */
export type Lane = {
  packets: AsyncGenerator<EncodedPacket>
  add: (packet: EncodedPacket) => Promise<void>
}

export const audioLane = (output: Output, packets: AsyncGenerator<EncodedPacket>): Lane => {
  const source = new EncodedAudioPacketSource('opus')
  output.addAudioTrack(source)
  const decoderConfig = { codec: 'opus', sampleRate: 48_000, numberOfChannels: 2 }
  return { packets, add: (packet) => source.add(packet, { decoderConfig }) }
}

export const videoLane = (
  output: Output,
  packets: AsyncGenerator<EncodedPacket>,
  size: { width: number; height: number },
): Lane => {
  const source = new EncodedVideoPacketSource('vp8')
  output.addVideoTrack(source)
  const decoderConfig = { codec: 'vp8', codedWidth: size.width, codedHeight: size.height }
  return { packets, add: (packet) => source.add(packet, { decoderConfig }) }
}
