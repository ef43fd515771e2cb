import { isIPv4 } from 'node:net'
import { decodeJwt } from 'jose'
import { z } from 'zod'
import type { Platform } from '../platform/platform.ts'
import type { Identity } from '../platform/project.ts'
import type { SessionTraits } from '../tokens/session-id.ts'
import { type Answer, refusal } from './answer.ts'
import { authorize, tokenOf } from './authorize.ts'
import { type OpenCall, type OpenRoute, path } from './route.ts'

const RESOLUTIONS = ['480x640', '640x480', '720x1280', '1280x720', '1080x1920', '1920x1080'] as const
const blank = (value: string): boolean => value === '' || value === 'null'

const optionsSchema = z
  .object({
    'p2p.preference': z.enum(['enabled', 'disabled']).default('enabled'),
    archiveMode: z.enum(['manual', 'always']).default('manual'),
    location: z
      .string()
      .refine((value) => blank(value) || isIPv4(value))
      .optional(),
    archiveName: z.string().max(80).optional(),
    archiveResolution: z.enum(RESOLUTIONS).optional(),
    e2ee: z.enum(['true', 'false']).default('false'),
  })
  .refine((options) => options.archiveMode === 'manual' || options['p2p.preference'] === 'disabled')

/** The options as sent: a form. A JSON body is not read by the platform, so here it is refused aloud. */
const readOptions = ({ headers, body }: OpenCall) => {
  const type = headers['content-type'] ?? ''
  if (body.length > 0 && !type.startsWith('application/x-www-form-urlencoded')) return null
  const parsed = optionsSchema.safeParse(Object.fromEntries(new URLSearchParams(body.toString('utf8'))))
  if (!parsed.success) return null
  const {
    archiveMode,
    e2ee,
    'p2p.preference': p2p,
    archiveName: name,
    archiveResolution: resolution,
  } = parsed.data
  const mode = p2p === 'disabled' ? 'routed' : 'relayed'
  const traits: SessionTraits = { mode, archiveMode, e2ee: e2ee === 'true' }
  return { traits, automatic: { name, resolution } }
}

/** The path names no project here: the token says which, and is then checked with that project's key. */
const claimedIdentity = (platform: Platform, { headers }: OpenCall): Identity | null => {
  try {
    const claims = decodeJwt(tokenOf(headers) ?? '')
    const claimed = claims.application_id ?? claims.iss
    return typeof claimed === 'string' ? platform.identity(claimed) : null
  } catch {
    // No token at all, or not a JWT: the caller answers 403.
    return null
  }
}

const xml = (sessionId: string, partnerId: string, created: string): Answer => ({
  status: 200,
  headers: { 'Content-Type': 'application/xml' },
  body:
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><sessions><Session>' +
    `<session_id>${sessionId}</session_id><partner_id>${partnerId}</partner_id>` +
    `<create_dt>${created}</create_dt></Session></sessions>`,
})

export const createSessionRoute: OpenRoute = {
  method: 'POST',
  path: path('/session/create'),
  open: async ({ platform, archives, baseUrl }, call) => {
    const identity = claimedIdentity(platform, call)
    if (!identity || !(await authorize(platform, identity, call.headers))) {
      return refusal(403, 'Invalid token')
    }
    const options = readOptions(call)
    if (!options) return refusal(400, 'Invalid session options')
    const { traits, automatic } = options
    const sessionId = platform.createSession(identity, traits)
    if (traits.archiveMode === 'always') await archives.setAutomatic(sessionId, automatic)
    const created = platform.now().toUTCString()
    const partnerId = identity.key.kind === 'opentok' ? identity.key.apiKey : identity.key.applicationId
    if (!call.headers.accept?.includes('application/json')) return xml(sessionId, partnerId, created)
    const session = {
      session_id: sessionId,
      project_id: partnerId,
      partner_id: partnerId,
      create_dt: created,
      media_server_url: baseUrl,
    }
    return { status: 200, body: [session] }
  },
}
