/**
 * The sizes in which one picture comes in. A publisher with simulcast sends it two or three times, each as a stream of its own;
 * any other sends one, which is then the only layer.
 */
import { type RTCRtpReceiver, type RtpPacket, Vp8RtpPayload } from 'werift'
import { frameSize, KEY_FRAME_HEADER } from './recording/vp8-frames.ts'

export type Layer = {
  /** As its last key frame said; 0 before the first. */
  readonly width: number
  /** Whether it still comes in: a publisher leaves out what its line or processor does not bear. */
  isAlive: () => boolean
  /** Asks for a key frame, at most a few times a second. */
  requestPicture: () => void
  /** Notes what arrived of it. */
  note: (packet: RtpPacket) => void
  /** Reads the width from what arrived, where one begins. Only of use among several. */
  measure: (packet: RtpPacket) => void
}

const MIN_PICTURE_INTERVAL_MS = 200
const SILENT_AFTER_MS = 1_000

/** Whether a key frame begins in this packet: only there can a receiver begin. */
export const startsKeyFrame = (packet: RtpPacket): boolean => keyFrameIn(packet) !== null

/** What this packet has of a key frame that begins in it. */
const keyFrameIn = ({ payload }: RtpPacket): Buffer | null => {
  try {
    const part = Vp8RtpPayload.deSerialize(payload)
    return part.isPartitionHead && part.isKeyframe ? part.payload : null
  } catch {
    // Padding, or shorter than its own header says: nothing begins in it.
    return null
  }
}

type Log = (line: string) => void

export const createLayer = (receiver: RTCRtpReceiver, log: Log): Layer => {
  /** Of a layer it is known from its packets only. */
  let ssrc: number | null = null
  let width = 0
  let heardAt = 0
  let askedAt = 0
  return {
    get width() {
      return width
    },
    isAlive: () => performance.now() - heardAt < SILENT_AFTER_MS,
    requestPicture: () => {
      const now = performance.now()
      if (ssrc === null || now - askedAt < MIN_PICTURE_INTERVAL_MS) return
      askedAt = now
      receiver.sendRtcpPLI(ssrc).catch((error: unknown) => log(`media: no PLI: ${String(error)}`))
    },
    note: (packet) => {
      heardAt = performance.now()
      ssrc = packet.header.ssrc
    },
    measure: (packet) => {
      const keyFrame = keyFrameIn(packet)
      if (keyFrame && keyFrame.length >= KEY_FRAME_HEADER) ({ width } = frameSize(keyFrame))
    },
  }
}

/**
 * The layer for somebody who shows the picture this wide: the smallest that is not smaller, else the largest there is. Null while
 * none comes in.
 */
export const layerFor = (layers: readonly Layer[], wanted: number): Layer | null => {
  const alive = layers.filter((layer) => layer.isAlive()).toSorted((one, other) => one.width - other.width)
  return alive.find(({ width }) => width >= wanted) ?? alive.at(-1) ?? null
}
