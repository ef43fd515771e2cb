/**
 * A session moves to another server while its clients stay in it. The page is notified, asks for the session's
 * information anew, opens a second line to the address it finds there and enters by it under the same connection
 * ID; then it publishes the same stream once more, and whoever watches subscribes once more under the same ID.
 * The old line and the old media serve until the new ones do. Connection IDs are public, so that what lets a
 * second line in is the token of the first, and only while the session moves.
 */
import { createHash } from 'node:crypto'
import type { InboundMedia, OutboundMedia } from '../media/media-server.ts'
import type { Connection, Session, Stream, Subscriber } from '../platform/session.ts'
import type { Link } from './link.ts'
import { connectionView } from './views.ts'

/** The page gives itself twenty seconds. */
const RETIRE_AFTER_MS = 25_000

export const markOfToken = (token: string): string => createHash('sha256').update(token).digest('base64url')

/** Whether this client said that it can move. The second leg of an adaptive session is not moved. */
export const canMove = ({ capabilities, session }: Connection): boolean =>
  capabilities.includes('migrate') && session.mode !== 'adaptive'

export const isMoving = (connection: Connection): boolean => connection.server < connection.session.server

/** Asks a client to move to where the session is now. */
export const askToMove = ({ link }: Connection): void => {
  link.deliver({ method: 'notification', tail: '/notification', content: { reason: 'serverRotation' } })
}

/** The client's second line takes over from its first, which is left to end by itself. */
export const takeOver = (connection: Connection, link: Link): void => {
  link.connection = connection
  connection.link = link
  connection.server = connection.session.server
  link.deliver({
    method: 'created',
    tail: `/connection/${connection.id}`,
    content: connectionView(connection),
  })
}

/** A stream or a subscriber that is still where its owner no longer is. */
export const isLeftBehind = (
  entity: Stream | Subscriber,
  owner: Connection,
  there: Session | Stream,
): boolean => entity.owner === owner && entity.server < owner.server && there.server === owner.server

/** What carried a stream so far goes on until the page has changed over. */
export const retire = (media: InboundMedia | OutboundMedia | null): void => {
  if (media) setTimeout(() => media.close(), RETIRE_AFTER_MS).unref()
}
