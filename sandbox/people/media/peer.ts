import {
  MediaStreamTrack,
  RTCPeerConnection,
  RTCRtpCodecParameters,
  RTCRtpHeaderExtensionParameters,
  type RTCRtpSender,
  RTP_EXTENSION_URI,
  RtpHeader,
  RtpPacket,
} from 'werift'
import type { Beat } from '../beat.ts'
import type { MediaPacket } from './clip-player.ts'

export type Candidate = { candidate: string; sdpMid: string | null; sdpMLineIndex: number | null }

export type PeerOptions = {
  hasAudio: boolean
  onCandidate: (candidate: Candidate) => void
  /** Connected: from now on packets arrive. Also each time the other side cannot decode. */
  onPictureWanted: () => void
  /** The handshake is over, whatever came of it, or has had its time. May be called more than once. */
  onSettled: () => void
  /** Nothing arrives there: not connected in time, or no longer. */
  onFailed: (why: string) => void
  beat: Beat
}

/** A person's end of one peer connection: towards the platform when routed, towards one subscriber when relayed. */
export type Peer = {
  offer: () => Promise<string>
  answer: (sdp: string) => Promise<void>
  addCandidate: (candidate: Candidate) => Promise<void>
  send: (packet: MediaPacket) => void
  /** What the other side does not want is not sent to it. */
  want: (kind: 'audio' | 'video', wanted: boolean) => void
  close: () => void
}

/**
 * The other side reports about every second what it received: whoever is silent so long receives nothing. Generous,
 * because a busy machine takes seconds for what takes 100 ms on an idle one.
 */
const SILENCE_MS = 45_000
/** When no report has ever come, its end of the handshake failed though ours did not. That is known sooner. */
const FIRST_REPORT_MS = 10_000
const HANDSHAKE_MS = 4_000

const OPUS = { payloadType: 111, mimeType: 'audio/opus', clockRate: 48_000, channels: 2 }
const VP8 = {
  payloadType: 96,
  mimeType: 'video/VP8',
  clockRate: 90_000,
  rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }, { type: 'ccm', parameter: 'fir' }],
}

export const openPeer = (options: PeerOptions): Peer => {
  const connection = openConnection()
  const senders = addSenders(connection, options)
  const wishes = { audio: true, video: true }
  const queue = inOrder()
  let connected = false
  const openedAt = options.beat.now()
  let heardAt = openedAt
  let patience = SILENCE_MS
  const stopWatching = options.beat.every(1_000, (nowMs) => {
    // A subscriber that never answers must not hold up everyone else's handshakes.
    if (nowMs - openedAt > HANDSHAKE_MS) options.onSettled()
    if (nowMs - heardAt > patience) fail(`no report for ${patience / 1000} s`)
  })
  const fail = (why: string): void => {
    stopWatching()
    options.onFailed(why)
  }

  connection.onIceCandidate.subscribe((found) => {
    if (!found?.candidate) return
    const { candidate, sdpMid = null, sdpMLineIndex = null } = found.toJSON()
    options.onCandidate({ candidate, sdpMid, sdpMLineIndex })
  })
  connection.connectionStateChange.subscribe((state) => {
    connected = state === 'connected'
    if (state === 'connected' || state === 'failed' || state === 'closed') options.onSettled()
    if (connected) {
      heardAt = options.beat.now()
      patience = FIRST_REPORT_MS
      options.onPictureWanted()
    }
    if (state === 'failed') fail('the connection failed')
  })
  senders.video.onPictureLossIndication.subscribe(options.onPictureWanted)
  senders.video.onRtcp.subscribe(() => {
    heardAt = options.beat.now()
    patience = SILENCE_MS
  })

  return {
    offer: () =>
      queue(async () => {
        await connection.setLocalDescription(await connection.createOffer())
        return connection.localDescription?.sdp ?? ''
      }),
    answer: (sdp) => queue(() => connection.setRemoteDescription({ type: 'answer', sdp })),
    addCandidate: (candidate) => queue(() => connection.addIceCandidate(candidate)),
    send: ({ kind, payload, ...header }) => {
      if (!connected || !wishes[kind]) return
      // A packet that finds its connection just closed is lost, as any packet may be.
      senders[kind]?.sendRtp(new RtpPacket(new RtpHeader(header), payload)).catch(() => undefined)
    },
    want: (kind, wanted) => {
      const again = kind === 'video' && wanted && !wishes.video
      wishes[kind] = wanted
      if (again) options.onPictureWanted()
    },
    close: () => {
      connected = false
      stopWatching()
      queue(() => connection.close()).catch(() => undefined)
    },
  }
}

const openConnection = (): RTCPeerConnection => {
  const mid = () => new RTCRtpHeaderExtensionParameters({ uri: RTP_EXTENSION_URI.sdesMid })
  return new RTCPeerConnection({
    codecs: { audio: [new RTCRtpCodecParameters(OPUS)], video: [new RTCRtpCodecParameters(VP8)] },
    headerExtensions: { audio: [mid()], video: [mid()] },
    bundlePolicy: 'max-bundle',
    iceServers: [],
    iceAdditionalHostAddresses: ['127.0.0.1'],
    iceUseIpv6: false,
    iceUseTcp: false,
  })
}

const addSenders = (connection: RTCPeerConnection, { hasAudio }: PeerOptions) => {
  const add = (kind: 'audio' | 'video'): RTCRtpSender =>
    connection.addTransceiver(new MediaStreamTrack({ kind }), { direction: 'sendonly' }).sender
  return { audio: hasAudio ? add('audio') : null, video: add('video') }
}

/** Descriptions and candidates are applied one after the other, whatever order their promises settle in. */
const inOrder = () => {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(step: () => Promise<T>): Promise<T> => {
    const result = last.then(step)
    last = result.catch(() => undefined)
    return result
  }
}
