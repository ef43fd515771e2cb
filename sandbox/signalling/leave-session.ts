import type { Platform } from '../platform/platform.ts'
import type { LeaveReason } from '../platform/platform-event.ts'
import type { Connection } from '../platform/session.ts'
import { announce } from './announce.ts'
import { removeSubscriber } from './subscribe.ts'
import { unpublishStream } from './unpublish-stream.ts'

/** A client is gone, by its own will, a moderator's or the network's; the last one ends the session. */
export const leaveSession = (platform: Platform, connection: Connection, reason: LeaveReason): void => {
  const { session } = connection
  if (session.connections.get(connection.id) !== connection) return
  for (const stream of session.streams.values()) {
    if (stream.owner === connection) unpublishStream(platform, stream, reason)
  }
  for (const [subscriber, stream] of connection.subscriptions) removeSubscriber(stream, subscriber)
  announce(
    session,
    { method: 'deleted', tail: `/connection/${connection.id}`, content: { id: connection.id }, reason },
    (other) => other === connection || !other.suppressed,
  )
  session.connections.delete(connection.id)
  const { departedListed } = platform.limits
  if (departedListed > 0)
    session.departed = [...session.departed, { id: connection.id, createdAt: connection.createdAt }].slice(
      -departedListed,
    )
  connection.link.end()
  platform.emit({ event: 'connectionDestroyed', session, connection, reason })
  if (session.connections.size > 0) return
  session.muted = false
  platform.emit({ event: 'sessionDestroyed', session, ...(reason === 'serverRotation' ? { reason } : {}) })
}
