import type { Platform } from '../platform/platform.ts'
import type { Connection } from '../platform/session.ts'
import { announce } from './announce.ts'
import { connectionView } from './views.ts'

/** Lets a client in whose token was checked. Everyone is told, the client itself too: it waits for that. */
export const joinSession = (platform: Platform, connection: Connection): void => {
  const { session } = connection
  const first = session.connections.size === 0
  session.everConnected = true
  session.connections.set(connection.id, connection)
  announce(
    session,
    { method: 'created', tail: `/connection/${connection.id}`, content: connectionView(connection) },
    (other) => other === connection || !other.suppressed,
  )
  if (first) platform.emit({ event: 'sessionCreated', session })
  platform.emit({ event: 'connectionCreated', session, connection })
}
