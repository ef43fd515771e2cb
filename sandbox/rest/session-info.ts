/** What the browser asks first: where to connect and how media flows. Errors come with status 200. */

import type { Platform } from '../platform/platform.ts'
import type { Identity } from '../platform/project.ts'
import { SYMPHONY_ADDRESS } from '../signalling/link.ts'
import { SIGNALLING_PATH } from '../signalling/link-server.ts'
import { keyId } from '../tokens/keys.ts'
import { keyOfSessionId, type MediaMode } from '../tokens/session-id.ts'
import { verifySessionToken } from '../tokens/verify-token.ts'
import type { Answer } from './answer.ts'
import { tokenOf } from './authorize.ts'
import { type OpenRoute, path } from './route.ts'

const failed = (code: number, message: string): Answer => ({
  status: 200,
  body: [{ error: { code, errorMessage: { message } } }],
})

/** A token of either flavour may open a session of the same project. */
const candidates = (platform: Platform, sessionId: string): Identity[] => {
  const owner = platform.identity(keyOfSessionId(sessionId) ?? '')
  if (!owner) return []
  const { apiKey, applicationId } = owner.project
  return [apiKey, applicationId ?? apiKey].flatMap((name) => platform.identity(name) ?? [])
}

const PREFERENCE: Record<MediaMode, string> = {
  relayed: 'enabled',
  routed: 'disabled',
  adaptive: 'adaptive',
}

const properties = (mode: MediaMode, e2ee: boolean, simulcast: boolean) => ({
  p2p: { preference: { value: PREFERENCE[mode] } },
  reconnection: true,
  renegotiation: false,
  h264: false,
  vp8: true,
  vp9: false,
  e2ee,
  singlePeerConnection: false,
  simulcast,
  streamSimulcastRidEnabled: simulcast,
  clientCandidates: 'all',
})

export const sessionInfoRoute: OpenRoute = {
  method: 'GET',
  path: path('/session/*'),
  open: async ({ platform, baseUrl }, { params, headers }) => {
    const sessionId = params[0] ?? ''
    const identities = candidates(platform, sessionId)
    const [first] = identities
    const session = first && platform.session(first.project, sessionId)
    if (!session) return failed(404, 'Invalid session ID')
    for (const { key } of identities) {
      const claims = await verifySessionToken(tokenOf(headers) ?? '', key, platform.now())
      if (!claims.ok || claims.value.sessionId !== sessionId) continue
      // A page that moves tells its two lines apart by their addresses.
      const where = session.server > 1 ? `?server=${session.server}` : ''
      const socketUrl = `${baseUrl.replace(/^http/, 'ws')}${SIGNALLING_PATH}${where}`
      const info = {
        session_id: sessionId,
        partner_id: keyId(key),
        messaging_server_url: socketUrl,
        messaging_url: socketUrl,
        media_server_hostname: new URL(baseUrl).hostname,
        symphony_address: SYMPHONY_ADDRESS,
        ice_servers: [],
        properties: properties(session.mode, session.e2ee, platform.media.simulcast),
      }
      return { status: 200, body: [info] }
    }
    return failed(403, 'Invalid token')
  },
}
