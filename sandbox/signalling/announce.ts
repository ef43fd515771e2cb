import type { ClientMessage, Connection, Session } from '../platform/session.ts'

/** Tells every client of a session, in the order they came. */
export const announce = (
  session: Session,
  message: ClientMessage,
  to: (connection: Connection) => boolean = () => true,
): void => {
  for (const connection of session.connections.values()) {
    if (to(connection)) connection.link.deliver(message)
  }
}
