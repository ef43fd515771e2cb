import { Vp8RtpPayload } from 'werift'
import type { TappedPacket } from '../media-server.ts'

export type VideoFrame = { data: Buffer; timestamp: number; key: boolean }

/** Width and height stand in the first bytes of a key frame (RFC 6386, 9.1). */
export const frameSize = (keyFrame: Buffer): { width: number; height: number } => ({
  width: keyFrame.readUInt16LE(6) & 0x3fff,
  height: keyFrame.readUInt16LE(8) & 0x3fff,
})

/** Bytes of a key frame that say what it is, its size among them. */
export const KEY_FRAME_HEADER = 10

type OpenFrame = { timestamp: number; key: boolean; parts: Buffer[] }

/** Joins packets (in order) to frames; a frame with a hole is dropped, and so is what leans on it. */
export const createVp8Frames = (): ((packet: TappedPacket) => VideoFrame | null) => {
  let open: OpenFrame | null = null
  /** The number the next packet must have. */
  let next: number | null = null
  /** Nothing can be shown after a hole, until the next key frame. */
  let usable = false

  const finish = ({ timestamp, key, parts }: OpenFrame): VideoFrame | null => {
    const data = Buffer.concat(parts)
    if (key && data.length >= KEY_FRAME_HEADER) usable = true
    return usable ? { data, timestamp, key } : null
  }

  return ({ payload, sequenceNumber, timestamp, marker }) => {
    const part = Vp8RtpPayload.deSerialize(payload)
    if (next !== null && sequenceNumber !== next) {
      usable = false
      open = null
    }
    next = (sequenceNumber + 1) & 0xffff
    if (part.sBit === 1 && part.pid === 0) open = { timestamp, key: part.isKeyframe, parts: [] }
    if (!open) return null
    open.parts.push(part.payload)
    if (!marker) return null
    const frame = finish(open)
    open = null
    return frame
  }
}
