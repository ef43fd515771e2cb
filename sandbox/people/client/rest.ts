import { z } from 'zod'
import type { PeopleProject } from '../../people-interface.ts'
import { mintRestToken } from '../../tokens/mint-token.ts'

export type SessionInfo = { messagingUrl: string; symphonyAddress: string }

const TIMEOUT_MS = 10_000

const createdSchema = z.tuple([z.looseObject({ session_id: z.string() })]).rest(z.unknown())
const infoSchema = z
  .tuple([z.looseObject({ messaging_url: z.url(), symphony_address: z.string() })])
  .rest(z.unknown())

/** Creates a session as a customer's server would. */
export const createSession = async (
  apiUrl: string,
  project: PeopleProject,
  mode: 'routed' | 'relayed',
): Promise<string> => {
  const token = await mintRestToken({ kind: 'opentok', ...project }, new Date())
  const answer = await call(`${apiUrl}/session/create`, {
    method: 'POST',
    headers: { 'X-OPENTOK-AUTH': token, Accept: 'application/json' },
    body: new URLSearchParams({ 'p2p.preference': mode === 'relayed' ? 'enabled' : 'disabled' }),
  })
  return createdSchema.parse(answer)[0].session_id
}

/** Asks where to connect, as the SDK in a page would. */
export const fetchSessionInfo = async (
  apiUrl: string,
  sessionId: string,
  token: string,
): Promise<SessionInfo> => {
  const answer = await call(`${apiUrl}/session/${sessionId}?extended=true`, {
    headers: { 'X-OPENTOK-AUTH': token },
  })
  const [info] = infoSchema.parse(answer)
  return { messagingUrl: info.messaging_url, symphonyAddress: info.symphony_address }
}

const call = async (url: string, init: RequestInit): Promise<unknown> => {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) })
  if (!response.ok)
    throw new Error(`${init.method ?? 'GET'} ${new URL(url).pathname} answered ${response.status}`)
  return response.json()
}
