import type { PlatformEvent } from '../platform/platform-event.ts'
import type { Project } from '../platform/project.ts'
import { type Connection, type Stream, videoTypeOf } from '../platform/session.ts'

/** Only `connectionCreated` carries the token's data: elsewhere the platform does not promise it. */
const connectionBody = (connection: Connection, data: string) => ({
  id: connection.id,
  createdAt: connection.createdAt,
  data,
})

const streamBody = (stream: Stream) => ({
  id: stream.id,
  connection: connectionBody(stream.owner, ''),
  createdAt: stream.createdAt,
  name: stream.name,
  videoType: videoTypeOf(stream),
})

const subjectBody = (event: PlatformEvent) => {
  switch (event.event) {
    case 'sessionCreated':
      return {}
    case 'sessionDestroyed':
    case 'sessionNotification':
      return event.reason ? { reason: event.reason } : {}
    case 'connectionCreated':
      return { connection: connectionBody(event.connection, event.connection.data) }
    case 'connectionDestroyed':
      return { reason: event.reason, connection: connectionBody(event.connection, '') }
    case 'streamCreated':
      return { stream: streamBody(event.stream) }
    case 'streamDestroyed':
      return { reason: event.reason, stream: streamBody(event.stream) }
  }
}

/** The names of a project in a callback: `projectId` is text here, a number in archive callbacks. */
export const projectBody = ({ apiKey, applicationId }: Project) => ({
  projectId: apiKey,
  ...(applicationId ? { applicationId } : {}),
})

/** A session-monitoring callback as the platform words it. */
export const eventBody = (event: PlatformEvent, now: Date): Record<string, unknown> => ({
  sessionId: event.session.id,
  ...projectBody(event.session.project),
  event: event.event,
  timestamp: now.getTime(),
  ...subjectBody(event),
})
