/**
 * One subscriber's copy of a stream. Video starts with a key frame and never with anything else: after a
 * pause the sequence numbers go on as if nothing had been, so that the receiver neither asks for the
 * packets it was not to have nor shows a torn picture.
 */
import { MediaStreamTrack, type RTCRtpSender, type RtpPacket, Vp8RtpPayload } from 'werift'
import type { MediaKind, OutboundMedia, PeerEvents } from './media-server.ts'
import { openPeer, type Peer } from './werift-peer.ts'

export type OutboundSource = {
  kinds: Promise<readonly MediaKind[]>
  requestPicture: () => void
  onClosed: () => void
  log: (line: string) => void
}

export type Outbound = OutboundMedia & { forward: (kind: MediaKind, packet: RtpPacket) => void }

const startsKeyFrame = (packet: RtpPacket): boolean => {
  const payload = Vp8RtpPayload.deSerialize(packet.payload)
  return payload.isPartitionHead && payload.isKeyframe
}

type Lane = { track: MediaStreamTrack; sender: RTCRtpSender; wanted: boolean; waiting: boolean; last: number }

const CLOCK = { audio: 48_000, video: 90_000 } as const
const SECOND_REQUEST_MS = 300

const addLane = (peer: Peer, kind: MediaKind, wanted: boolean): Lane => {
  const track = new MediaStreamTrack({ kind })
  const { sender } = peer.connection.addTransceiver(track, { direction: 'sendonly' })
  return { track, sender, wanted, waiting: kind === 'video', last: 0 }
}

const watchPictureRequests = (peer: Peer, lane: Lane, source: OutboundSource): void => {
  lane.sender.onPictureLossIndication.subscribe(source.requestPicture)
  peer.connection.connectionStateChange.subscribe((state) => {
    if (state !== 'connected') return
    source.requestPicture()
    // The first may arrive before the receiver can use the picture.
    setTimeout(source.requestPicture, SECOND_REQUEST_MS).unref()
  })
}

export const openOutbound = (events: PeerEvents, source: OutboundSource): Outbound => {
  const peer = openPeer(events, source.log)
  const lanes = new Map<MediaKind, Lane>()
  const wishes: Record<MediaKind, boolean> = { audio: true, video: true }
  let connected = false
  peer.connection.connectionStateChange.subscribe((state) => {
    connected = state === 'connected'
  })

  const resume = (kind: MediaKind, lane: Lane, packet: RtpPacket): void => {
    const elapsed = lane.last === 0 ? 0 : (performance.now() - lane.last) / 1000
    lane.waiting = false
    lane.sender.replaceRTP(packet.header, false, Math.max(1, Math.round(elapsed * CLOCK[kind])))
  }

  return {
    createOffer: () =>
      peer.inTurn(async () => {
        for (const kind of await source.kinds) {
          const lane = addLane(peer, kind, wishes[kind])
          lanes.set(kind, lane)
          if (kind === 'video') watchPictureRequests(peer, lane, source)
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
        if (kind === 'video' && lane.wanted) source.requestPicture()
      }
    },
    forward: (kind, packet) => {
      const lane = lanes.get(kind)
      if (!connected || !lane?.wanted) return
      if (lane.waiting) {
        if (kind === 'video' && !startsKeyFrame(packet)) return
        resume(kind, lane, packet)
      }
      lane.last = performance.now()
      lane.track.writeRtp(packet)
    },
    close: () => {
      source.onClosed()
      peer.close()
    },
  }
}
