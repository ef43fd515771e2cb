import type { PeopleProject } from '../../people-interface.ts'
import { mintSessionToken } from '../../tokens/mint-token.ts'
import type { Role } from '../../tokens/role.ts'
import type { Beat } from '../beat.ts'
import type { Heard } from '../client/raptor.ts'
import { fetchSessionInfo } from '../client/rest.ts'
import { enterSession, type RumorClient } from '../client/rumor-client.ts'

export type VisitOptions = {
  apiUrl: string
  project: PeopleProject
  sessionId: string
  ref: string
  role: Role
  beat: Beat
}

export type Visit = {
  client: RumorClient
  connectionId: string
  /** The session was muted for everyone when he came. */
  hushed: boolean
  end: () => void
}

const PING_MS = 4_000

/** One stay in a session under one connection, with a token of its own; throws when he is not let in. */
export const beginVisit = async (
  options: VisitOptions,
  {
    connectionId,
    suppressed,
    onMessage,
    onClosed,
  }: {
    connectionId: string
    suppressed: boolean
    onMessage: (message: Heard) => void
    onClosed: () => void
  },
): Promise<Visit> => {
  const { apiUrl, project, sessionId, role, ref, beat } = options
  const token = await mintSessionToken(
    { kind: 'opentok', ...project },
    { sessionId, role, data: ref },
    new Date(),
  )
  const { client, answer } = await enterSession({
    info: await fetchSessionInfo(apiUrl, sessionId, token),
    apiKey: project.apiKey,
    sessionId,
    connectionId,
    token,
    content: { connectionEventsSuppressed: suppressed },
    onMessage,
    onClosed,
  })
  if (answer.status !== 200) throw new Error(`${ref} was not let in: ${answer.status}`)
  const stopPings = beat.every(PING_MS, client.ping)
  return {
    client,
    connectionId,
    hushed: isHushed(answer.body),
    end: () => {
      stopPings()
      client.close()
    },
  }
}

const isHushed = (session: unknown): boolean =>
  typeof session === 'object' &&
  session !== null &&
  'mute' in session &&
  typeof session.mute === 'object' &&
  session.mute !== null &&
  'active' in session.mute &&
  session.mute.active === true
