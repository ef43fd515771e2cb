import type { Stream, Subscriber } from '../platform/session.ts'
import { RELAYED_SOURCE } from './publish-stream.ts'

/** Relayed: the publisher makes a peer connection for each subscriber. */
export const askPublisher = (stream: Stream, subscriber: Subscriber, peerId: string): void => {
  stream.owner.link.deliver({
    method: 'generateoffer',
    tail: `/stream/${stream.id}/subscriber/${subscriber.id}`,
    content: { peerId, sourceStreamId: RELAYED_SOURCE },
    from: subscriber.owner.id,
  })
}
