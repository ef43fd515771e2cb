import { z } from 'zod'
import type { Beat } from '../beat.ts'
import type { Heard } from '../client/raptor.ts'
import type { RumorClient } from '../client/rumor-client.ts'
import type { Clip } from '../media/clip.ts'
import { createClipPlayer, type MediaPacket } from '../media/clip-player.ts'
import type { Gate } from '../media/gate.ts'
import { type Candidate, openPeer, type Peer } from '../media/peer.ts'
import { announcement } from './announcement.ts'

export type PublicationOptions = {
  client: RumorClient
  beat: Beat
  clip: Clip
  name: string
  source: 'camera' | 'screen'
  sound: boolean
  log: (line: string) => void
  /** Handshakes cost much at once: where all begin together, they would make each other fail. */
  handshakes: Gate
  /** The platform receives nothing of this stream any more. */
  onBroken: (why: string) => void
}

/** One stream that somebody publishes: announced once, sent to the platform or to each subscriber by itself. */
export type Publication = {
  /** Answers the status. */
  start: () => Promise<number>
  /** Takes a message about this stream; false when it is about another. */
  hear: (message: Heard) => boolean
  show: (clip: Clip) => void
  setSound: (on: boolean) => void
  /** Stops the media; `tell` says so to the platform too, which is not needed when the platform ended it. */
  stop: (tell: boolean) => void
}

const WHOLE_STREAM = ''

export const createPublication = (options: PublicationOptions): Publication => {
  const { client, beat, clip } = options
  const id = crypto.randomUUID()
  const tail = `/stream/${id}`
  const hasAudio = clip.audio.length > 0
  const player = createClipPlayer(clip, Math.floor(Math.random() * 0x10000), options.sound)
  /** By the tail behind the stream's own: '' is the platform itself, `/subscriber/{id}` one subscriber. */
  const peers = new Map<string, Peer>()
  let stopBeat: (() => void) | null = null
  let ended = false

  const send = (packet: MediaPacket): void => {
    for (const peer of peers.values()) peer.send(packet)
  }
  /** While there is nobody to send to, nothing is computed either. */
  const runWhileNeeded = (): void => {
    if (peers.size > 0 && !stopBeat) stopBeat = beat.every(0, (nowMs) => player.advance(nowMs, send))
    if (peers.size === 0) {
      stopBeat?.()
      stopBeat = null
    }
  }
  const drop = (place: string): void => {
    peers.get(place)?.close()
    peers.delete(place)
    runWhileNeeded()
  }

  const offerTo = async (place: string, about: Record<string, unknown>): Promise<void> => {
    drop(place)
    const settled = await options.handshakes.enter()
    if (ended) return settled()
    const peer = openPeer({
      hasAudio,
      onSettled: settled,
      onCandidate: (candidate) => client.tell('candidate', tail + place, { ...candidate, ...about }),
      onPictureWanted: player.wantPicture,
      onFailed: (why) => (place === WHOLE_STREAM ? options.onBroken(why) : drop(place)),
      beat,
    })
    peers.set(place, peer)
    const sdp = await peer.offer()
    client.tell('offer', tail + place, { sdp, ...about })
    runWhileNeeded()
  }

  const negotiate = async ({ method, content }: Heard, place: string): Promise<void> => {
    const { peerId, sourceStreamId } = content
    if (method === 'generateoffer') return offerTo(place, { peerId, sourceStreamId })
    const peer = peers.get(place)
    if (method === 'answer') await peer?.answer(z.string().parse(content.sdp))
    if (method === 'candidate') await peer?.addCandidate(candidateOf(content))
    if (method === 'deleted') drop(place)
  }

  return {
    start: async () => {
      const { name, source, sound } = options
      const { width, height } = clip
      const content = announcement({ name, sound, width, height, hasAudio, source })
      return (await client.ask('create', tail, content)).status
    },
    hear: (message) => {
      if (message.tail !== tail && !message.tail.startsWith(`${tail}/`)) return false
      const place = message.tail.slice(tail.length)
      const wish = /^(\/subscriber\/[^/]+)\/channel\/(audio|video)/.exec(place)
      if (wish)
        wanted(peers.get(wish[1] ?? ''), wish[2] === 'audio' ? 'audio' : 'video', message.content.active)
      else if (place === WHOLE_STREAM && message.method === 'deleted') return true
      else
        negotiate(message, place).catch((error: unknown) =>
          options.log(`${options.name}: no media: ${String(error)}`),
        )
      return true
    },
    show: player.show,
    setSound: (on) => {
      if (!hasAudio) return
      player.setSound(on)
      client.tell('update', `${tail}/channel/audio1`, { active: on })
    },
    stop: (tell) => {
      ended = true
      if (tell) client.tell('delete', tail, {})
      for (const place of [...peers.keys()]) drop(place)
    },
  }
}

const wanted = (peer: Peer | undefined, kind: 'audio' | 'video', active: unknown): void => {
  if (typeof active === 'boolean') peer?.want(kind, active)
}

const candidateSchema = z.object({
  candidate: z.string(),
  sdpMid: z.string().nullish(),
  sdpMLineIndex: z.number().nullish(),
})

const candidateOf = (content: unknown): Candidate => {
  const { candidate, sdpMid = null, sdpMLineIndex = null } = candidateSchema.parse(content)
  return { candidate, sdpMid, sdpMLineIndex }
}
