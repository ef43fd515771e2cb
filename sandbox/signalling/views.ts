/** How connections, streams and the session look to clients. */
import type { Connection, Session, Stream } from '../platform/session.ts'

export const connectionView = (connection: Connection) => ({
  id: connection.id,
  creationTime: connection.createdAt,
  data: connection.data,
  permissions: connection.permissions,
  capabilities: connection.capabilities,
})

export const streamView = (stream: Stream) => ({
  ...stream.attributes,
  id: stream.id,
  name: stream.name,
  creationTime: stream.createdAt,
  connection: connectionView(stream.owner),
  channel: stream.channels,
})

export type ArchiveView = { id: string; name: string | null; status: string }

/** The answer to a connection's create: what there is already. A newcomer learns of mute on entry here. */
export const sessionView = (session: Session, archives: readonly ArchiveView[]) => ({
  id: session.id,
  connection: [...session.connections.values()].map(connectionView),
  stream: [...session.streams.values()].map(streamView),
  archive: archives,
  ...(session.muted ? { mute: { active: true, channels: ['audio'], locked: false } } : {}),
})
