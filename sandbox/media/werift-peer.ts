import {
  type RTCDtlsTransport,
  type RTCIceCandidate,
  RTCPeerConnection,
  RTCRtpCodecParameters,
  RTCRtpHeaderExtensionParameters,
  RTP_EXTENSION_URI,
} from 'werift'
import type { Candidate, PeerEvents } from './media-server.ts'

/** Only what every browser of the SDK can do: no H264, which a subscriber may lack. */
const CODECS = () => ({
  audio: [
    new RTCRtpCodecParameters({
      mimeType: 'audio/opus',
      clockRate: 48_000,
      channels: 2,
      payloadType: 111,
      parameters: 'minptime=10;useinbandfec=1',
    }),
  ],
  video: [
    new RTCRtpCodecParameters({
      mimeType: 'video/VP8',
      clockRate: 90_000,
      payloadType: 96,
      rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }, { type: 'ccm', parameter: 'fir' }],
    }),
  ],
})

const extensions = (...uris: string[]) => uris.map((uri) => new RTCRtpHeaderExtensionParameters({ uri }))

const newConnection = (): RTCPeerConnection =>
  new RTCPeerConnection({
    codecs: CODECS(),
    headerExtensions: {
      audio: extensions(RTP_EXTENSION_URI.sdesMid),
      video: extensions(RTP_EXTENSION_URI.sdesMid, RTP_EXTENSION_URI.sdesRTPStreamID),
    },
    bundlePolicy: 'max-bundle',
    iceServers: [],
    iceAdditionalHostAddresses: ['127.0.0.1'],
    iceUseIpv6: false,
    iceUseTcp: false,
  })

/** RFC 6347, 4.1: type, version, and then the epoch, which is 0 only before the keys are agreed on. */
const EPOCH_AT = 3

/**
 * Once the keys are agreed on, no record without them is of the other side: the library would take anybody's alert for the end
 * of the line, and anybody's greeting for a new one.
 */
const hearOnlyKeyed = ({ dtls }: RTCDtlsTransport): void => {
  const socket = dtls?.transport.socket
  if (!socket) return
  const { onData } = socket
  socket.onData = (data, address) => {
    const isKeyed = data.length > EPOCH_AT + 1 && data.readUInt16BE(EPOCH_AT) > 0
    if (isKeyed) onData(data, address)
  }
}

export type Peer = {
  connection: RTCPeerConnection
  /** Descriptions and candidates one after another: the library loses its way when they overlap. */
  inTurn: <T>(step: () => Promise<T>) => Promise<T>
  addCandidate: (candidate: Candidate) => void
  close: () => void
}

const candidateFrom = (candidate: RTCIceCandidate): Candidate => ({
  candidate: candidate.candidate,
  sdpMid: candidate.sdpMid ?? null,
  sdpMLineIndex: candidate.sdpMLineIndex ?? null,
})

export const openPeer = ({ onCandidate }: PeerEvents, log: (line: string) => void): Peer => {
  const connection = newConnection()
  let tail: Promise<unknown> = Promise.resolve()
  let closed = false
  const { unSubscribe } = connection.connectionStateChange.subscribe((state) => {
    if (state !== 'connected') return
    unSubscribe()
    connection.dtlsTransports.forEach(hearOnlyKeyed)
  })

  const inTurn = <T>(step: () => Promise<T>): Promise<T> => {
    const next = tail.then(() => {
      if (closed) throw new Error('the peer is closed')
      return step()
    })
    tail = next.catch(() => undefined)
    return next
  }

  connection.onIceCandidate.subscribe((candidate) => {
    if (candidate && !closed) onCandidate(candidateFrom(candidate))
  })

  return {
    connection,
    inTurn,
    addCandidate: ({ candidate, sdpMid, sdpMLineIndex }) => {
      const init = {
        candidate,
        ...(sdpMid === null ? {} : { sdpMid }),
        ...(sdpMLineIndex === null ? {} : { sdpMLineIndex }),
      }
      inTurn(() => connection.addIceCandidate(init)).catch((error: unknown) => {
        if (!closed) log(`media: a candidate was refused: ${String(error)}`)
      })
    },
    close: () => {
      if (closed) return
      closed = true
      connection.close().catch((error: unknown) => log(`media: closing failed: ${String(error)}`))
    },
  }
}
