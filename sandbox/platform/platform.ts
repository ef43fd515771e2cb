import { randomBytes, randomUUID } from 'node:crypto'
import type { MediaServer } from '../media/media-server.ts'
import { createSessionId, keyOfSessionId, readSessionId, type SessionTraits } from '../tokens/session-id.ts'
import type { Limits } from './limits.ts'
import type { PlatformEvent } from './platform-event.ts'
import { type Identity, identitiesOf, type Project } from './project.ts'
import type { Session } from './session.ts'

export type Log = (line: string) => void

/** What everything in the sandbox stands on: the projects, what is live in them, and who is told of it. */
export type Platform = {
  projects: readonly Project[]
  media: MediaServer
  limits: Limits
  now: () => Date
  newId: () => string
  log: Log
  identity: (partnerId: string) => Identity | null
  createSession: (identity: Identity, traits: SessionTraits) => string
  /** The session of that ID if this project issued it, live or not. */
  session: (project: Project, sessionId: string) => Session | null
  sessions: () => Iterable<Session>
  emit: (event: PlatformEvent) => void
  /** The returned function ends the listening. */
  onEvent: (listener: (event: PlatformEvent) => void) => () => void
}

export type PlatformOptions = Pick<Platform, 'projects' | 'media' | 'limits' | 'now' | 'log'>

/** Ended sessions remembered, so that REST can tell "empty" from "never used". */
const MAX_SESSIONS = 20_000

const blankSession = (id: string, project: Project, traits: SessionTraits): Session => ({
  ...traits,
  id,
  project,
  everConnected: false,
  server: 1,
  connections: new Map(),
  departed: [],
  streams: new Map(),
  muted: false,
})

const forgetOldest = (sessions: Map<string, Session>): void => {
  if (sessions.size < MAX_SESSIONS) return
  for (const [id, session] of sessions) {
    if (session.connections.size > 0) continue
    sessions.delete(id)
    return
  }
}

export const createPlatform = ({ projects, media, limits, now, log }: PlatformOptions): Platform => {
  const identities = new Map<string, Identity>()
  for (const identity of projects.flatMap(identitiesOf)) {
    const { key } = identity
    identities.set(key.kind === 'opentok' ? key.apiKey : key.applicationId, identity)
  }
  const sessions = new Map<string, Session>()
  const listeners = new Set<(event: PlatformEvent) => void>()

  const session = (project: Project, sessionId: string): Session | null => {
    const known = sessions.get(sessionId)
    if (known) return known.project === project ? known : null
    const owner = identities.get(keyOfSessionId(sessionId) ?? '')
    const traits = owner?.project === project ? readSessionId(sessionId, project.apiSecret) : null
    if (!traits) return null
    forgetOldest(sessions)
    const fresh = blankSession(sessionId, project, traits)
    sessions.set(sessionId, fresh)
    return fresh
  }

  return {
    projects,
    media,
    limits,
    now,
    log,
    newId: randomUUID,
    identity: (partnerId) => identities.get(partnerId) ?? null,
    createSession: ({ project, key }, traits) => {
      const name = key.kind === 'opentok' ? key.apiKey : key.applicationId
      const random = randomBytes(9).toString('base64url')
      return createSessionId({ key: name, secret: project.apiSecret, traits, now: now(), random })
    },
    session,
    sessions: () => sessions.values(),
    emit: (event) => {
      for (const listener of listeners) listener(event)
    },
    onEvent: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
