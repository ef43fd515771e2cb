import type { Platform } from '../platform/platform.ts'
import type { Connection, Stream, Subscriber } from '../platform/session.ts'
import { askPublisher } from './ask-publisher.ts'
import type { Reply } from './link.ts'
import { isLeftBehind, retire } from './move.ts'
import {
  fitsEncryption,
  incompatibleEncryption,
  mediaReply,
  RELAYED_SOURCE,
  ROUTED_SOURCE,
  streamLimitExceeded,
} from './publish-stream.ts'
import { channelWishSchema, firstWish, mediaWish, subscriberSchema } from './subscriber-wish.ts'

const tailOf = (stream: Stream, subscriberId: string) => `/stream/${stream.id}/subscriber/${subscriberId}`

/** Routed: the server itself offers the stream. It may have to wait for the publisher's tracks. */
const offerRouted = (platform: Platform, stream: Stream, subscriber: Subscriber): void => {
  const tail = tailOf(stream, subscriber.id)
  const about = { peerId: subscriber.peerId, sourceStreamId: ROUTED_SOURCE }
  const { link } = subscriber.owner
  const media = stream.media?.openOutbound({
    onCandidate: (candidate) =>
      link.deliver({ method: 'candidate', tail, content: { ...candidate, ...about } }),
  })
  subscriber.media = media ?? null
  media?.want(subscriber.wish)
  media?.createOffer().then(
    (sdp) => link.deliver({ method: 'offer', tail, content: { sdp, ...about } }),
    (error: unknown) => platform.log(`media: no offer for subscriber ${subscriber.id}: ${String(error)}`),
  )
}

const isFull = ({ limits }: Platform, stream: Stream, { session, subscriptions }: Connection): boolean => {
  const all = [...session.streams.values()].reduce((sum, { subscribers }) => sum + subscribers.size, 0)
  return (
    stream.subscribers.size >= limits.subscribersOfStream ||
    subscriptions.size >= limits.subscriptionsOfOne ||
    all >= limits.subscriptions
  )
}

/** The same subscriber on the session's next server, where the stream is already. */
const moveSubscriber = (platform: Platform, stream: Stream, subscriber: Subscriber): Reply => {
  subscriber.server = subscriber.owner.server
  if (subscriber.owner.session.mode === 'relayed') return mediaReply
  retire(subscriber.media)
  subscriber.peerId = platform.newId()
  offerRouted(platform, stream, subscriber)
  return mediaReply
}

/** A client wants to see and hear a stream. */
export const addSubscriber = (
  platform: Platform,
  owner: Connection,
  streamId: string,
  subscriberId: string,
  content: unknown,
): Reply => {
  const stream = owner.session.streams.get(streamId)
  if (!owner.permissions.includes('subscribe')) return { status: 403 }
  if (!stream) return { status: 404 }
  const parsed = subscriberSchema.safeParse(content)
  if (!parsed.success) return { status: 400 }
  if (!fitsEncryption(owner.session, parsed.data.e2ee)) return incompatibleEncryption
  const known = stream.subscribers.get(subscriberId)
  if (known)
    return isLeftBehind(known, owner, stream) ? moveSubscriber(platform, stream, known) : { status: 409 }
  if (isFull(platform, stream, owner)) return streamLimitExceeded
  const subscriber: Subscriber = {
    ...{ id: subscriberId, owner, peerId: platform.newId(), server: owner.server },
    ...{ media: null, answeredAt: null, relayedPeerId: null, wish: firstWish(stream, parsed.data) },
  }
  stream.subscribers.set(subscriberId, subscriber)
  owner.subscriptions.set(subscriber, stream)
  owner.usesMedia = true
  if (owner.session.mode === 'relayed') askPublisher(stream, subscriber, subscriber.peerId)
  else offerRouted(platform, stream, subscriber)
  return mediaReply
}

/** Stops the media; a relayed publisher is told, because it is he who sends. */
export const removeSubscriber = (stream: Stream, subscriber: Subscriber): void => {
  if (!stream.subscribers.delete(subscriber.id)) return
  subscriber.owner.subscriptions.delete(subscriber)
  subscriber.media?.close()
  if (subscriber.media && subscriber.relayedPeerId === null) return
  stream.owner.link.deliver({
    method: 'deleted',
    tail: tailOf(stream, subscriber.id),
    content: { sourceStreamId: RELAYED_SOURCE, peerId: subscriber.relayedPeerId ?? subscriber.peerId },
    from: subscriber.owner.id,
  })
}

/**
 * What a subscriber wants of one channel: nothing is sent of what it does not want. In a relayed session it
 * is the publisher who sends, and the platform has no word for this: the client only hides it.
 */
export const updateSubscriberChannel = (
  stream: Stream,
  subscriber: Subscriber,
  channelId: string,
  content: unknown,
): Reply => {
  const parsed = channelWishSchema.safeParse(content)
  if (!parsed.success) return { status: 400 }
  const wish = mediaWish(stream, channelId, parsed.data)
  if (!wish) return { status: 404 }
  Object.assign(subscriber.wish, wish)
  subscriber.media?.want(wish)
  return { status: 200 }
}
