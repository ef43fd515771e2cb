import type { Archives } from '../archives/archives.ts'
import type { Platform } from '../platform/platform.ts'
import type { Session } from '../platform/session.ts'

const sessionState = (session: Session, archives: Archives) => ({
  id: session.id,
  mode: session.mode,
  muted: session.muted,
  connections: [...session.connections.values()].map(({ id, data, createdAt, permissions }) => ({
    id,
    data,
    createdAt,
    permissions,
  })),
  streams: [...session.streams.values()].map((stream) => ({
    id: stream.id,
    name: stream.name,
    connectionId: stream.owner.id,
    channels: stream.channels.map(({ id, type, active }) => ({ id, type, active })),
    subscribers: stream.subscribers.size,
    leg: session.mode === 'adaptive' ? stream.leg.state : session.mode,
  })),
  archives: archives.ofSession(session),
})

/** Everything that is live, as tests and the curious ask for it. No secret is in it. */
export const stateView = (platform: Platform, archives: Archives) => ({
  projects: platform.projects.map((project) => ({
    name: project.name,
    apiKey: project.apiKey,
    applicationId: project.applicationId ?? null,
    sessions: [...platform.sessions()]
      .filter((session) => session.project === project && session.connections.size > 0)
      .map((session) => sessionState(session, archives)),
  })),
})
