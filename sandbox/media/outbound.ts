/**
 * One subscriber's copy of a stream. Video starts with a key frame and never with anything else: after a
 * pause the sequence numbers go on as if nothing had been, so that the receiver neither asks for the
 * packets it was not to have nor shows a torn picture.
 */
import { MediaStreamTrack, type RTCRtpSender, type RtpPacket } from 'werift'
import { type Layer, startsKeyFrame } from './layers.ts'
import type { MediaKind, OutboundMedia, PeerEvents } from './media-server.ts'
import { openPeer, type Peer } from './werift-peer.ts'

export type OutboundSource = {
  kinds: Promise<readonly MediaKind[]>
  /** The layer for whoever shows the picture this wide. */
  layerFor: (width: number) => Layer | null
  onClosed: () => void
  log: (line: string) => void
}

export type Outbound = OutboundMedia & {
  forwardAudio: (packet: RtpPacket) => void
  forwardVideo: (packet: RtpPacket, layer: Layer) => void
}

type Lane = { track: MediaStreamTrack; sender: RTCRtpSender; wanted: boolean; waiting: boolean; last: number }

const CLOCK = { audio: 48_000, video: 90_000 } as const
const SECOND_REQUEST_MS = 300

const addLane = (peer: Peer, kind: MediaKind, wanted: boolean): Lane => {
  const track = new MediaStreamTrack({ kind })
  const { sender } = peer.connection.addTransceiver(track, { direction: 'sendonly' })
  return { track, sender, wanted, waiting: kind === 'video', last: 0 }
}

const watchPictureRequests = (peer: Peer, lane: Lane, requestPicture: () => void): void => {
  lane.sender.onPictureLossIndication.subscribe(requestPicture)
  peer.connection.connectionStateChange.subscribe((state) => {
    if (state !== 'connected') return
    requestPicture()
    // The first may arrive before the receiver can use the picture.
    setTimeout(requestPicture, SECOND_REQUEST_MS).unref()
  })
}

export const openOutbound = (events: PeerEvents, source: OutboundSource): Outbound => {
  const peer = openPeer(events, source.log)
  const lanes = new Map<MediaKind, Lane>()
  const wishes = { audio: true, video: true, width: Number.POSITIVE_INFINITY }
  let connected = false
  /** Which one is being sent. */
  let current: Layer | null = null
  peer.connection.connectionStateChange.subscribe((state) => {
    connected = state === 'connected'
  })

  const requestPicture = (): void => source.layerFor(wishes.width)?.requestPicture()

  const resume = (kind: MediaKind, lane: Lane, packet: RtpPacket): void => {
    const elapsed = lane.last === 0 ? 0 : (performance.now() - lane.last) / 1000
    lane.waiting = false
    lane.sender.replaceRTP(packet.header, false, Math.max(1, Math.round(elapsed * CLOCK[kind])))
  }

  const send = (lane: Lane, packet: RtpPacket): void => {
    lane.last = performance.now()
    lane.track.writeRtp(packet)
  }

  return {
    createOffer: () =>
      peer.inTurn(async () => {
        for (const kind of await source.kinds) {
          const lane = addLane(peer, kind, wishes[kind])
          lanes.set(kind, lane)
          if (kind === 'video') watchPictureRequests(peer, lane, requestPicture)
        }
        await peer.connection.setLocalDescription(await peer.connection.createOffer())
        return peer.connection.localDescription?.sdp ?? ''
      }),
    acceptAnswer: (sdp) => peer.inTurn(() => peer.connection.setRemoteDescription({ type: 'answer', sdp })),
    addCandidate: peer.addCandidate,
    want: (wish) => {
      Object.assign(wishes, wish)
      for (const [kind, lane] of lanes) {
        if (lane.wanted === wishes[kind]) continue
        lane.wanted = wishes[kind]
        lane.waiting = true
        if (kind === 'video' && lane.wanted) requestPicture()
      }
    },
    forwardAudio: (packet) => {
      const lane = lanes.get('audio')
      if (!connected || !lane?.wanted) return
      if (lane.waiting) resume('audio', lane, packet)
      send(lane, packet)
    },
    forwardVideo: (packet, layer) => {
      const lane = lanes.get('video')
      if (!connected || !lane?.wanted) return
      const isChange = lane.waiting || layer !== current
      if (isChange && layer !== source.layerFor(wishes.width)) return
      if (isChange && !startsKeyFrame(packet)) {
        // A single request may come to nothing; what was sent until now goes on until the other one can begin.
        layer.requestPicture()
        return
      }
      if (isChange) resume('video', lane, packet)
      current = layer
      send(lane, packet)
    },
    close: () => {
      source.onClosed()
      peer.close()
    },
  }
}
