/**
 * The narrow door to whatever library carries the media of routed sessions. The rest of the sandbox knows
 * only descriptions, candidates, wishes and packets, so another library can stand behind it.
 */
export type MediaKind = 'audio' | 'video'

export type Candidate = { candidate: string; sdpMid: string | null; sdpMLineIndex: number | null }

export type PeerEvents = {
  /** A way to reach the server, for the client. */
  onCandidate: (candidate: Candidate) => void
}

/** One packet of a publisher, as it arrived. */
export type TappedPacket = {
  kind: MediaKind
  sequenceNumber: number
  timestamp: number
  marker: boolean
  payload: Buffer
}

/** A publisher's stream, coming in. */
export type InboundMedia = {
  /** Resolves with the answer. */
  acceptOffer: (sdp: string) => Promise<string>
  addCandidate: (candidate: Candidate) => void
  requestPicture: () => void
  /** Gives each packet to `listener`, until the returned function is called. */
  tap: (listener: (packet: TappedPacket) => void) => () => void
  openOutbound: (events: PeerEvents) => OutboundMedia
  close: () => void
}

/**
 * What is not wanted is not sent: not one byte of it. `width`: how wide the picture is shown, in pixels; the smallest is sent
 * that is not smaller, where the publisher sends several.
 */
export type MediaWish = Partial<Record<MediaKind, boolean> & { width: number }>

/** The same stream, going out to one subscriber. */
export type OutboundMedia = {
  /** Resolves once the publisher's tracks are known. */
  createOffer: () => Promise<string>
  acceptAnswer: (sdp: string) => Promise<void>
  addCandidate: (candidate: Candidate) => void
  want: (wish: MediaWish) => void
  close: () => void
}

export type MediaServer = {
  /** Whether publishers are to send their picture in several sizes. */
  readonly simulcast: boolean
  openInbound: (events: PeerEvents) => InboundMedia
  close: () => Promise<void>
}
