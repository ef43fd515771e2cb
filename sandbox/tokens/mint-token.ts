import { createHmac, randomUUID } from 'node:crypto'
import { importPKCS8, type JWTPayload, SignJWT } from 'jose'
import type { OpenTokKey, SigningKey } from './keys.ts'
import { keyId } from './keys.ts'
import type { Role } from './role.ts'

export type SessionTokenRequest = {
  sessionId: string
  role: Role
  /** Connection data: every client of the session sees it. At most 1024 characters. */
  data?: string
  /** Of the streams it will publish. */
  layoutClassList?: readonly string[]
  /** Seconds from now; the platform's default is a day. */
  expiresIn?: number
}

const DAY_SECONDS = 24 * 60 * 60
const REST_TOKEN_SECONDS = 180

const sign = async (key: SigningKey, claims: JWTPayload): Promise<string> => {
  if (key.kind === 'opentok') {
    const jwt = new SignJWT({ ...claims, iss: key.apiKey, ist: 'project' })
    return jwt.setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(Buffer.from(key.apiSecret))
  }
  const jwt = new SignJWT({ ...claims, application_id: key.applicationId, jti: randomUUID() })
  return jwt.setProtectedHeader({ alg: 'RS256', typ: 'JWT' }).sign(await importPKCS8(key.privateKey, 'RS256'))
}

/** A token with which a server calls the REST API. */
export const mintRestToken = (key: SigningKey, now: Date): Promise<string> => {
  const iat = Math.floor(now.getTime() / 1000)
  return sign(key, { iat, exp: iat + REST_TOKEN_SECONDS })
}

/** A token with which a client enters one session. */
export const mintSessionToken = (
  key: SigningKey,
  request: SessionTokenRequest,
  now: Date,
): Promise<string> => {
  const iat = Math.floor(now.getTime() / 1000)
  return sign(key, {
    iat,
    exp: iat + (request.expiresIn ?? DAY_SECONDS),
    session_id: request.sessionId,
    role: request.role,
    connection_data: request.data ?? '',
    initial_layout_class_list: request.layoutClassList?.join(' ') ?? '',
    nonce: randomUUID(),
    scope: 'session.connect',
  })
}

/** The same in the older form (`T1==`), which the platform still accepts. */
export const mintT1Token = (key: OpenTokKey, request: SessionTokenRequest, now: Date): string => {
  const created = Math.floor(now.getTime() / 1000)
  const data = new URLSearchParams({
    session_id: request.sessionId,
    create_time: String(created),
    expire_time: String(created + (request.expiresIn ?? DAY_SECONDS)),
    nonce: randomUUID(),
    role: request.role,
    connection_data: request.data ?? '',
    initial_layout_class_list: request.layoutClassList?.join(' ') ?? '',
  }).toString()
  const signature = createHmac('sha1', key.apiSecret).update(data).digest('hex')
  return `T1==${Buffer.from(`partner_id=${keyId(key)}&sig=${signature}:${data}`).toString('base64')}`
}
