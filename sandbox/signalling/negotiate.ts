/**
 * Offers, answers and candidates. Relayed: they pass between publisher and subscriber, nobody else, each
 * marked with its true sender. Routed: the media server is the other side.
 */
import { z } from 'zod'
import type { Candidate, InboundMedia, OutboundMedia } from '../media/media-server.ts'
import type { Platform } from '../platform/platform.ts'
import type { Connection, Stream, Subscriber } from '../platform/session.ts'
import { isRelayedLeg } from './adaptive.ts'
import { jsonLength } from './json-length.ts'
import type { Reply } from './link.ts'
import { ROUTED_SOURCE } from './publish-stream.ts'

export const NEGOTIATION_METHODS = ['offer', 'answer', 'pranswer', 'candidate', 'generateoffer'] as const
export type NegotiationMethod = (typeof NEGOTIATION_METHODS)[number]

const contentSchema = z
  .looseObject({
    sdp: z.string().max(100_000).optional(),
    candidate: z.string().max(2_000).nullish(),
    sdpMid: z.string().max(64).nullish(),
    sdpMLineIndex: z.number().int().nullish(),
    peerId: z.string().max(128).nullish(),
  })
  .refine((content) => jsonLength(content) <= 200_000, 'a description is at most 200000 characters')

type Content = z.infer<typeof contentSchema>
export type Negotiation = { method: NegotiationMethod; content: unknown; tail: string; from: Connection }

const done: Reply = { status: 200 }

const candidateOf = ({ candidate, sdpMid = null, sdpMLineIndex = null }: Content): Candidate | null =>
  candidate ? { candidate, sdpMid, sdpMLineIndex } : null

const takeCandidate = (media: InboundMedia | OutboundMedia, content: Content, peerId: string): Reply => {
  // Of the line to the server from which the session has moved away.
  if (content.peerId && content.peerId !== peerId) return done
  const candidate = candidateOf(content)
  // The end of candidates is an empty one, and needs nothing.
  if (candidate) media.addCandidate(candidate)
  return done
}

/** From the publisher of a routed stream. */
export const negotiateStream = (platform: Platform, stream: Stream, negotiation: Negotiation): Reply => {
  const { method, tail, from } = negotiation
  const { media, peerId } = stream
  const parsed = contentSchema.safeParse(negotiation.content)
  if (from !== stream.owner) return { status: 403 }
  if (!media || !parsed.success) return { status: 400 }
  if (method === 'candidate') return takeCandidate(media, parsed.data, peerId)
  const { sdp } = parsed.data
  if (method !== 'offer' || !sdp) return { status: 400 }
  media.acceptOffer(sdp).then(
    (answer) =>
      from.link.deliver({
        method: 'answer',
        tail,
        content: { sdp: answer, peerId, sourceStreamId: ROUTED_SOURCE },
      }),
    (error: unknown) => platform.log(`media: offer for stream ${stream.id} refused: ${String(error)}`),
  )
  return done
}

const relay = (stream: Stream, subscriber: Subscriber, negotiation: Negotiation, content: Content): Reply => {
  const { from, method, tail } = negotiation
  const other = from === subscriber.owner ? stream.owner : from === stream.owner ? subscriber.owner : null
  if (!other) return { status: 403 }
  other.link.deliver({ method, tail, content, from: from.id })
  return done
}

/** About one subscriber: from itself, or in a relayed session also from the publisher. */
export const negotiateSubscriber = (
  platform: Platform,
  stream: Stream,
  subscriber: Subscriber,
  negotiation: Negotiation,
): Reply => {
  const parsed = contentSchema.safeParse(negotiation.content)
  if (!parsed.success) return { status: 400 }
  const { media } = subscriber
  const isByLeg = subscriber.relayedPeerId !== null && isRelayedLeg(stream.owner.session, parsed.data)
  if (!media || isByLeg) return relay(stream, subscriber, negotiation, parsed.data)
  if (negotiation.from !== subscriber.owner) return { status: 403 }
  if (negotiation.method === 'candidate') return takeCandidate(media, parsed.data, subscriber.peerId)
  const { sdp } = parsed.data
  if (negotiation.method !== 'answer' || !sdp) return { status: 400 }
  subscriber.answeredAt = performance.now()
  media.acceptAnswer(sdp).catch((error: unknown) => {
    platform.log(`media: answer of subscriber ${subscriber.id} refused: ${String(error)}`)
  })
  return done
}
