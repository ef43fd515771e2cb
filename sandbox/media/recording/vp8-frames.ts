import { Vp8RtpPayload } from 'werift'
import type { TappedPacket } from '../media-server.ts'

export type VideoFrame = { data: Buffer; timestamp: number; key: boolean }

/** Width and height stand in the first bytes of a key frame (RFC 6386, 9.1). */
export const frameSize = (keyFrame: Buffer): { width: number; height: number } => ({
  width: keyFrame.readUInt16LE(6) & 0x3fff,
  height: keyFrame.readUInt16LE(8) & 0x3fff,
})

const KEY_FRAME_HEADER = 10

/** Joins packets (in order) to frames; a frame with a hole is dropped, and so is what leans on it. */
export const createVp8Frames = (): ((packet: TappedPacket) => VideoFrame | null) => {
  let parts: Buffer[] = []
  let open: { timestamp: number; key: boolean; next: number } | null = null
  let usable = false

  const finish = (frame: { timestamp: number; key: boolean }): VideoFrame | null => {
    const data = Buffer.concat(parts)
    parts = []
    open = null
    if (frame.key && data.length >= KEY_FRAME_HEADER) usable = true
    return usable ? { data, ...frame } : null
  }

  return ({ payload, sequenceNumber, timestamp, marker }) => {
    const part = Vp8RtpPayload.deSerialize(payload)
    if (part.sBit === 1 && part.pid === 0) {
      if (open) usable = false
      open = { timestamp, key: part.isKeyframe, next: sequenceNumber }
      parts = []
    }
    if (!open || open.next !== sequenceNumber || open.timestamp !== timestamp) {
      // A hole: nothing can be shown until the next key frame.
      open = null
      usable = false
      return null
    }
    parts.push(part.payload)
    open.next = (sequenceNumber + 1) & 0xffff
    return marker ? finish({ timestamp: open.timestamp, key: open.key }) : null
  }
}
