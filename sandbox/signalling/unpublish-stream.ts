import type { Platform } from '../platform/platform.ts'
import type { UnpublishReason } from '../platform/platform-event.ts'
import type { Stream } from '../platform/session.ts'
import { announce } from './announce.ts'

/** Ends a stream and what hangs on it, and tells everyone why. */
export const unpublishStream = (platform: Platform, stream: Stream, reason: UnpublishReason): void => {
  const { session } = stream.owner
  if (!session.streams.delete(stream.id)) return
  for (const subscriber of stream.subscribers.values()) {
    subscriber.media?.close()
    subscriber.owner.subscriptions.delete(subscriber)
  }
  stream.subscribers.clear()
  announce(session, { method: 'deleted', tail: `/stream/${stream.id}`, content: { id: stream.id }, reason })
  platform.emit({ event: 'streamDestroyed', session, stream, reason })
  stream.media?.close()
}
