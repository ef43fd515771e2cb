import {
  type MediaStreamTrack,
  RTCPeerConnection,
  RTCRtpCodecParameters,
  type RtpPacket,
  Vp8RtpPayload,
} from 'werift'
import { z } from 'zod'
import type { PeopleProject } from '../../people-interface.ts'
import { mintSessionToken } from '../../tokens/mint-token.ts'
import type { Heard } from '../client/raptor.ts'
import { fetchSessionInfo } from '../client/rest.ts'
import { enterSession } from '../client/rumor-client.ts'

/** A moderator's client that subscribes to every stream there is or that it hears of and keeps what arrives. */
export type Watcher = {
  heard: Heard[]
  audio: RtpPacket[]
  video: RtpPacket[]
  streams: string[]
  ask: (method: string, tail: string, content: unknown) => Promise<{ status: number }>
  close: () => Promise<void>
}

export type WatcherOptions = { apiUrl: string; project: PeopleProject; sessionId: string }

const descriptionSchema = z.looseObject({ sdp: z.string(), peerId: z.string(), sourceStreamId: z.string() })

/** What is there already when one enters. */
const presentSchema = z.looseObject({ stream: z.array(z.looseObject({ id: z.string() })) })

export const openWatcher = async ({ apiUrl, project, sessionId }: WatcherOptions): Promise<Watcher> => {
  const request = { sessionId, role: 'moderator', data: 'watcher' } as const
  const token = await mintSessionToken({ kind: 'opentok', ...project }, request, new Date())
  const heard: Heard[] = []
  const streams: string[] = []
  const peers = new Map<string, RTCPeerConnection>()
  const media: { audio: RtpPacket[]; video: RtpPacket[] } = { audio: [], video: [] }

  const subscribe = (tail: string): void => {
    streams.push(tail)
    client.tell('create', `${tail}/subscriber/${crypto.randomUUID()}`, {})
  }
  const answer = async (tail: string, content: unknown): Promise<void> => {
    const { sdp, peerId, sourceStreamId } = descriptionSchema.parse(content)
    const peer = openReceiver(media)
    peers.set(tail, peer)
    peer.onIceCandidate.subscribe((found) => {
      if (found?.candidate) client.tell('candidate', tail, { ...found.toJSON(), peerId, sourceStreamId })
    })
    await peer.setRemoteDescription({ type: 'offer', sdp })
    await peer.setLocalDescription(await peer.createAnswer())
    client.tell('answer', tail, { sdp: peer.localDescription?.sdp, peerId, sourceStreamId })
  }
  const hear = async (message: Heard): Promise<void> => {
    heard.push(message)
    const { method, tail, content } = message
    if (method === 'created' && /^\/stream\/[^/]+$/.test(tail)) subscribe(tail)
    if (method === 'offer') await answer(tail, content)
    if (method === 'candidate') await peers.get(tail)?.addIceCandidate(candidateSchema.parse(content))
  }

  const { client, answer: entered } = await enterSession({
    info: await fetchSessionInfo(apiUrl, sessionId, token),
    apiKey: project.apiKey,
    sessionId,
    connectionId: crypto.randomUUID(),
    token,
    content: {},
    onMessage: (message) => void hear(message),
    onClosed: () => undefined,
  })
  for (const { id } of presentSchema.parse(entered.body).stream) subscribe(`/stream/${id}`)
  return {
    heard,
    streams,
    ...media,
    ask: client.ask,
    close: async () => {
      client.close()
      await Promise.all([...peers.values()].map((peer) => peer.close()))
    },
  }
}

const candidateSchema = z
  .object({ candidate: z.string(), sdpMid: z.string().nullish(), sdpMLineIndex: z.number().nullish() })
  .transform(({ candidate, sdpMid, sdpMLineIndex }) => ({
    candidate,
    ...(sdpMid === null || sdpMid === undefined ? {} : { sdpMid }),
    ...(sdpMLineIndex === null || sdpMLineIndex === undefined ? {} : { sdpMLineIndex }),
  }))

const openReceiver = (media: { audio: RtpPacket[]; video: RtpPacket[] }): RTCPeerConnection => {
  const peer = new RTCPeerConnection({
    codecs: {
      audio: [new RTCRtpCodecParameters({ mimeType: 'audio/opus', clockRate: 48_000, channels: 2 })],
      video: [new RTCRtpCodecParameters({ mimeType: 'video/VP8', clockRate: 90_000 })],
    },
    iceServers: [],
    iceAdditionalHostAddresses: ['127.0.0.1'],
    iceUseIpv6: false,
  })
  peer.onTrack.subscribe((track: MediaStreamTrack) => {
    track.onReceiveRtp.subscribe((packet) => media[track.kind === 'audio' ? 'audio' : 'video'].push(packet))
  })
  return peer
}

/** Does any packet begin a key frame? */
export const hasKeyFrame = (packets: readonly RtpPacket[]): boolean =>
  packets.some(({ payload }) => {
    const part = Vp8RtpPayload.deSerialize(payload)
    return part.sBit === 1 && ((part.payload[0] ?? 1) & 1) === 0
  })
