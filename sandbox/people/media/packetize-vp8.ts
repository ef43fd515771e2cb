/** Fits every path with SRTP's own bytes added. */
const MAX_PAYLOAD_BYTES = 1_150
const START_OF_PARTITION = 0x10

/**
 * Cuts a VP8 frame into RTP payloads (RFC 7741) with the shortest descriptor: one byte, which says whether the frame
 * begins here. The end of the frame is the marker of its last packet.
 */
export const packetizeVp8 = (frame: Uint8Array): readonly Buffer[] => {
  const payloads: Buffer[] = []
  for (let from = 0; from < frame.length; from += MAX_PAYLOAD_BYTES - 1) {
    const part = frame.subarray(from, from + MAX_PAYLOAD_BYTES - 1)
    payloads.push(Buffer.concat([Buffer.from([from === 0 ? START_OF_PARTITION : 0]), part]))
  }
  return payloads
}
