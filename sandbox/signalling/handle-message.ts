/** What clients may ask, by what it is about. Every permission is checked here, whatever the page checked. */
import { z } from 'zod'
import type { Platform } from '../platform/platform.ts'
import type { Connection, Stream, Subscriber } from '../platform/session.ts'
import { closeLeg, isRelayedLeg, openLeg, subscribeToLeg } from './adaptive.ts'
import type { Address, Target } from './address.ts'
import { leaveSession } from './leave-session.ts'
import type { Reply } from './link.ts'
import { muteAll, muteStream } from './mute.ts'
import {
  NEGOTIATION_METHODS,
  type NegotiationMethod,
  negotiateStream,
  negotiateSubscriber,
} from './negotiate.ts'
import { publishStream } from './publish-stream.ts'
import { type SignalRefusal, sendSignal } from './send-signal.ts'
import { signalsTooFast } from './signal-rate.ts'
import { addSubscriber, removeSubscriber, updateSubscriberChannel } from './subscribe.ts'
import { unpublishStream } from './unpublish-stream.ts'
import { updateChannel } from './update-channel.ts'

export type Request = { from: Connection; method: string; address: Address; content: unknown }

const ok: Reply = { status: 200 }
const forbidden: Reply = { status: 403 }
const notFound: Reply = { status: 404 }
const malformed: Reply = { status: 400 }
const tooFast: Reply = { status: 429 }

const isNegotiation = (method: string): method is NegotiationMethod =>
  NEGOTIATION_METHODS.some((known) => known === method)

const muteSchema = z.looseObject({
  active: z.boolean().default(true),
  exclusion: z.array(z.string().max(128)).max(1_000).default([]),
})

const onSession = ({ from, method, content }: Request): Reply => {
  if (method !== 'update') return malformed
  if (!from.permissions.includes('forcemute')) return forbidden
  const parsed = muteSchema.safeParse(content)
  if (!parsed.success) return malformed
  muteAll(from.session, { active: parsed.data.active, excluded: parsed.data.exclusion, from: from.id })
  return ok
}

const onConnection = (platform: Platform, { from, method }: Request, connectionId: string): Reply => {
  if (method !== 'delete') return malformed
  const other = from.session.connections.get(connectionId)
  if (other !== from && !from.permissions.includes('forcedisconnect')) return forbidden
  if (!other) return notFound
  leaveSession(platform, other, other === from ? 'clientDisconnected' : 'forceDisconnected')
  return ok
}

const onStream = (platform: Platform, request: Request, stream: Stream): Reply => {
  const { from, method, content, address } = request
  const own = stream.owner === from
  if (isNegotiation(method))
    return negotiateStream(platform, stream, { method, content, tail: address.tail, from })
  if (method === 'delete') {
    if (isRelayedLeg(from.session, content)) return closeLeg(stream, from)
    if (!own && !from.permissions.includes('forceunpublish')) return forbidden
    unpublishStream(platform, stream, own ? 'clientDisconnected' : 'forceUnpublished')
    return ok
  }
  if (method !== 'update') return malformed
  if (!from.permissions.includes('forcemute')) return forbidden
  muteStream(stream, from.id)
  return ok
}

const onSubscriber = (
  platform: Platform,
  request: Request,
  stream: Stream,
  subscriber: Subscriber,
): Reply => {
  const { from, method, content, address } = request
  if (isNegotiation(method)) {
    return negotiateSubscriber(platform, stream, subscriber, { method, content, tail: address.tail, from })
  }
  if (subscriber.owner !== from) return forbidden
  if (method === 'delete' && isRelayedLeg(from.session, content)) subscriber.relayedPeerId = null
  else if (method === 'delete') removeSubscriber(stream, subscriber)
  return method === 'delete' || method === 'update' ? ok : malformed
}

const SIGNAL_STATUS: Record<SignalRefusal, number> = {
  malformed: 400,
  'too long': 413,
  'no such connection': 404,
}

type SignalTarget = Extract<Target, { kind: 'signal' }>

const onSignal = (platform: Platform, request: Request, { to, signalId }: SignalTarget): Reply => {
  const { from, content, method } = request
  if (method !== 'signal') return malformed
  if (!from.permissions.includes('signal')) return forbidden
  if (signalsTooFast(platform, from)) return tooFast
  const refusal = sendSignal(from.session, { to, from, signalId, content })
  return refusal === null ? ok : { status: SIGNAL_STATUS[refusal] }
}

type StreamTarget = Exclude<Target, { kind: 'session' | 'connection' | 'signal' }>

/** The second leg of a stream that there is already. */
const onLeg = (platform: Platform, { from }: Request, target: StreamTarget): Reply => {
  const stream = from.session.streams.get(target.streamId)
  if (!stream) return notFound
  if (target.kind === 'stream') return openLeg(stream, from)
  if (target.kind !== 'subscriber') return malformed
  return subscribeToLeg(platform, stream, stream.subscribers.get(target.subscriberId), from)
}

const onStreamTarget = (platform: Platform, request: Request, target: StreamTarget): Reply => {
  const { from, method, content } = request
  const { streamId } = target
  if (method === 'create' && isRelayedLeg(from.session, content)) return onLeg(platform, request, target)
  if (target.kind === 'stream' && method === 'create') return publishStream(platform, from, streamId, content)
  if (target.kind === 'subscriber' && method === 'create') {
    return addSubscriber(platform, from, streamId, target.subscriberId, content)
  }
  if (target.kind === 'channel') return updateChannel(from, streamId, target.channelId, content)
  const stream = from.session.streams.get(streamId)
  if (!stream) return notFound
  if (target.kind === 'stream') return onStream(platform, request, stream)
  const subscriber = stream.subscribers.get(target.subscriberId)
  if (!subscriber) return notFound
  if (target.kind === 'subscriber') return onSubscriber(platform, request, stream, subscriber)
  if (subscriber.owner !== from) return forbidden
  return updateSubscriberChannel(stream, subscriber, target.channelId, content)
}

/** Answers one message of a client that is in the session. */
export const handleMessage = (platform: Platform, request: Request): Reply => {
  const { target } = request.address
  if (target.kind === 'session') return onSession(request)
  if (target.kind === 'connection') return onConnection(platform, request, target.connectionId)
  if (target.kind === 'signal') return onSignal(platform, request, target)
  return onStreamTarget(platform, request, target)
}
