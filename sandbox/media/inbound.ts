/** One publisher's stream: received once, handed to whoever wants it, and otherwise dropped untouched. */
import type { MediaStreamTrack, RTCRtpTransceiver, RtpPacket } from 'werift'
import type { InboundMedia, MediaKind, PeerEvents, TappedPacket } from './media-server.ts'
import { type Outbound, openOutbound } from './outbound.ts'
import { openPeer } from './werift-peer.ts'

const MIN_PICTURE_INTERVAL_MS = 200

const tapped = (kind: MediaKind, { header, payload }: RtpPacket): TappedPacket => ({
  kind,
  sequenceNumber: header.sequenceNumber,
  timestamp: header.timestamp,
  marker: header.marker,
  payload,
})

const kindOf = ({ kind }: { kind: string }): MediaKind => (kind === 'audio' ? 'audio' : 'video')

export const openInbound = (events: PeerEvents, log: (line: string) => void): InboundMedia => {
  const peer = openPeer(events, log)
  const outbounds = new Set<Outbound>()
  const taps = new Set<(packet: TappedPacket) => void>()
  const known = Promise.withResolvers<readonly MediaKind[]>()
  // Nobody may be waiting when the stream ends before it began.
  known.promise.catch(() => undefined)
  let video: { receiver: RTCRtpTransceiver['receiver']; track: MediaStreamTrack } | null = null
  let asked = 0

  const receive = (kind: MediaKind, packet: RtpPacket): void => {
    for (const outbound of outbounds) outbound.forward(kind, packet)
    if (taps.size === 0) return
    const tap = tapped(kind, packet)
    for (const listener of taps) listener(tap)
  }

  const requestPicture = (): void => {
    const now = performance.now()
    const ssrc = video?.track.ssrc
    if (!video || ssrc === undefined || now - asked < MIN_PICTURE_INTERVAL_MS) return
    asked = now
    video.receiver.sendRtcpPLI(ssrc).catch((error: unknown) => log(`media: no PLI: ${String(error)}`))
  }

  peer.connection.onRemoteTransceiverAdded.subscribe((transceiver) => {
    transceiver.onTrack.subscribe((track) => {
      const kind = kindOf(track)
      if (kind === 'video') video = { receiver: transceiver.receiver, track }
      track.onReceiveRtp.subscribe((packet) => receive(kind, packet))
    })
  })

  return {
    acceptOffer: (sdp) =>
      peer.inTurn(async () => {
        await peer.connection.setRemoteDescription({ type: 'offer', sdp })
        await peer.connection.setLocalDescription(await peer.connection.createAnswer())
        known.resolve(peer.connection.getTransceivers().map(kindOf))
        return peer.connection.localDescription?.sdp ?? ''
      }),
    addCandidate: peer.addCandidate,
    requestPicture,
    tap: (listener) => {
      taps.add(listener)
      return () => taps.delete(listener)
    },
    openOutbound: (outboundEvents) => {
      const outbound: Outbound = openOutbound(outboundEvents, {
        kinds: known.promise,
        requestPicture,
        onClosed: () => outbounds.delete(outbound),
        log,
      })
      outbounds.add(outbound)
      return outbound
    },
    close: () => {
      known.reject(new Error('the stream ended'))
      for (const outbound of outbounds) outbound.close()
      taps.clear()
      peer.close()
    },
  }
}
