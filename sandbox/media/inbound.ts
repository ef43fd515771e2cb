/** One publisher's stream: received once, handed to whoever wants it, and otherwise dropped untouched. */
import type { RtpPacket } from 'werift'
import { createLayer, type Layer, layerFor } from './layers.ts'
import type { InboundMedia, MediaKind, PeerEvents, TappedPacket } from './media-server.ts'
import { type Outbound, openOutbound } from './outbound.ts'
import { hasLayers, withoutRepair, withStartBitrate } from './simulcast-sdp.ts'
import { openPeer } from './werift-peer.ts'

/** A packet as listeners get it, apart from the library. */
export const tapped = (kind: MediaKind, { header, payload }: RtpPacket): TappedPacket => ({
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
  /** In the order of the offer: the first is the whole picture. */
  const layers: Layer[] = []

  const tapAll = (kind: MediaKind, packet: RtpPacket): void => {
    if (taps.size === 0) return
    const tap = tapped(kind, packet)
    for (const listener of taps) listener(tap)
  }

  const receiveAudio = (packet: RtpPacket): void => {
    for (const outbound of outbounds) outbound.forwardAudio(packet)
    tapAll('audio', packet)
  }

  const receiveVideo = (packet: RtpPacket, layer: Layer): void => {
    layer.note(packet)
    if (layers.length > 1) layer.measure(packet)
    for (const outbound of outbounds) outbound.forwardVideo(packet, layer)
    if (layer === layers[0]) tapAll('video', packet)
  }

  peer.connection.onRemoteTransceiverAdded.subscribe((transceiver) => {
    transceiver.onTrack.subscribe((track) => {
      if (kindOf(track) === 'audio') track.onReceiveRtp.subscribe(receiveAudio)
      else {
        const layer = createLayer(transceiver.receiver, log)
        layers.push(layer)
        track.onReceiveRtp.subscribe((packet) => receiveVideo(packet, layer))
      }
    })
  })

  return {
    acceptOffer: (sdp) =>
      peer.inTurn(async () => {
        const layered = hasLayers(sdp)
        const offer = layered ? withoutRepair(sdp) : sdp
        await peer.connection.setRemoteDescription({ type: 'offer', sdp: offer })
        await peer.connection.setLocalDescription(await peer.connection.createAnswer())
        known.resolve(peer.connection.getTransceivers().map(kindOf))
        const answer = peer.connection.localDescription?.sdp ?? ''
        return layered ? withStartBitrate(answer) : answer
      }),
    addCandidate: peer.addCandidate,
    requestPicture: () => layers[0]?.requestPicture(),
    tap: (listener) => {
      taps.add(listener)
      return () => taps.delete(listener)
    },
    openOutbound: (outboundEvents) => {
      const outbound: Outbound = openOutbound(outboundEvents, {
        kinds: known.promise,
        layerFor: (width) => layerFor(layers, width),
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
