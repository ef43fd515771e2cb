/** A publisher and a subscriber on a media server, without signalling between them: what the media alone does. */
import { MediaStreamTrack } from 'werift'
import { eventually } from '../conformance/eventually.ts'
import { tapped } from '../media/inbound.ts'
import type {
  Candidate,
  InboundMedia,
  MediaKind,
  MediaServer,
  OutboundMedia,
  TappedPacket,
} from '../media/media-server.ts'
import { createPacketOrder } from '../media/recording/packet-order.ts'
import { createVp8Frames, type VideoFrame } from '../media/recording/vp8-frames.ts'
import { openPeer, type Peer } from '../media/werift-peer.ts'
import { type Clip, readClip } from '../people/media/clip.ts'
import type { RoughRoad } from './rough-road.ts'
import { playClip } from './wire-publisher.ts'

export type RoutedPublisher = {
  inbound: InboundMedia
  /** Where the server listens for this publisher. */
  serverPorts: number[]
  close: () => void
}

export type RoutedSubscriber = {
  outbound: OutboundMedia
  /** Whole pictures, in order; one that leans on a hole is none. */
  frames: VideoFrame[]
  packets: Record<MediaKind, number>
  serverPorts: number[]
  close: () => void
}

/** How the two ends reach each other: over one of this machine's addresses, or over a rough road on loopback. */
export type Way = { address?: string; road?: RoughRoad }

const withoutCandidates = (sdp: string): string =>
  sdp.replace(/^a=(candidate|end-of-candidates).*\r?\n/gm, '')
const partsOf = (candidate: string) => {
  const [, , , , address = '', port = ''] = candidate.split(' ')
  return { address, port: Number(port) }
}

/** The candidate as the other end is to have it, if it is to have it. */
const along = async (
  candidate: Candidate,
  side: 'near' | 'far',
  { address: wanted = '127.0.0.1', road }: Way,
): Promise<Candidate | null> => {
  const { address, port } = partsOf(candidate.candidate)
  if (address !== wanted) return null
  if (!road) return candidate
  const seenAt = await road.towards(side, port)
  return { ...candidate, candidate: candidate.candidate.replace(` ${port} `, ` ${seenAt} `) }
}

type Ends = { peer: Peer | null; server: { addCandidate: (candidate: Candidate) => void } | null }

/** Carries candidates between client and server, whichever of them is made first. */
const between = (route: Way) => {
  const ends: Ends = { peer: null, server: null }
  const serverPorts: number[] = []
  const early: (() => void)[] = []
  const carry = async (candidate: Candidate, side: 'near' | 'far') => {
    const passed = await along(candidate, side, route)
    if (side === 'far') serverPorts.push(partsOf(candidate.candidate).port)
    if (!passed) return
    const give = () => (side === 'far' ? ends.peer : ends.server)?.addCandidate(passed)
    if (ends.peer && ends.server) give()
    else early.push(give)
  }
  const ready = () => {
    for (const give of early.splice(0)) give()
  }
  return {
    ends,
    serverPorts,
    ready,
    ofClient: { onCandidate: (candidate: Candidate) => void carry(candidate, 'near') },
    ofServer: { onCandidate: (candidate: Candidate) => void carry(candidate, 'far') },
  }
}

const quiet = () => undefined

const connected = ({ connection }: Peer) =>
  eventually(() => connection.connectionState === 'connected' || connection.connectionState, 30_000)

/** Publishes a clip in time, and resolves once it flows. */
export const publishRouted = async (server: MediaServer, route: Way = {}): Promise<RoutedPublisher> => {
  const way = between(route)
  const peer = openPeer(way.ofClient, quiet)
  const inbound = server.openInbound(way.ofServer)
  way.ends.peer = peer
  way.ends.server = inbound
  const [video, audio] = [new MediaStreamTrack({ kind: 'video' }), new MediaStreamTrack({ kind: 'audio' })]
  for (const track of [audio, video]) peer.connection.addTransceiver(track, { direction: 'sendonly' })
  await peer.connection.setLocalDescription(await peer.connection.createOffer())
  const answer = await inbound.acceptOffer(withoutCandidates(peer.connection.localDescription?.sdp ?? ''))
  await peer.connection.setRemoteDescription({ type: 'answer', sdp: withoutCandidates(answer) })
  way.ready()
  await connected(peer)
  const clip: Clip = await readClip('mia')
  const { stop } = playClip(clip, video, audio)
  return {
    inbound,
    serverPorts: way.serverPorts,
    close: () => {
      stop()
      peer.close()
      inbound.close()
    },
  }
}

/** Subscribes, and resolves once connected; what arrives is kept. */
export const subscribeRouted = async (
  { inbound }: RoutedPublisher,
  route: Way = {},
): Promise<RoutedSubscriber> => {
  const way = between(route)
  const peer = openPeer(way.ofClient, quiet)
  const outbound = inbound.openOutbound(way.ofServer)
  way.ends.peer = peer
  way.ends.server = outbound
  const frames: VideoFrame[] = []
  const packets = { audio: 0, video: 0 }
  const order = createPacketOrder<TappedPacket>()
  const join = createVp8Frames()
  peer.connection.onTrack.subscribe((track) => {
    const kind = track.kind === 'audio' ? 'audio' : 'video'
    track.onReceiveRtp.subscribe((packet) => {
      packets[kind] += 1
      if (kind === 'audio') return
      for (const next of order.push(tapped('video', packet))) {
        const frame = join(next)
        if (frame) frames.push(frame)
      }
    })
  })
  const sdp = withoutCandidates(await outbound.createOffer())
  await peer.connection.setRemoteDescription({ type: 'offer', sdp })
  await peer.connection.setLocalDescription(await peer.connection.createAnswer())
  await outbound.acceptAnswer(withoutCandidates(peer.connection.localDescription?.sdp ?? ''))
  way.ready()
  await connected(peer)
  return {
    outbound,
    frames,
    packets,
    serverPorts: way.serverPorts,
    close: () => {
      peer.close()
      outbound.close()
    },
  }
}
