/**
 * What a token may do is decided here and nowhere else. The algorithm follows from the key, never from the
 * token's own header; each check that fails gives its own reason, which goes to the log, not to the caller.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { errors, importSPKI, jwtVerify } from 'jose'
import { ok, type Result, refuse } from '../result.ts'
import { keyId, type OpenTokKey, type VerifyingKey } from './keys.ts'
import { isRole, type Role } from './role.ts'
import { type Claims, verifyHs256 } from './verify-hs256.ts'

export type TokenRefusal =
  | 'malformed'
  | 'bad signature'
  | 'expired'
  | 'not for this key'
  | 'not for this use'
  | 'lives too long'
  | 'issued in the future'

export type SessionClaims = {
  sessionId: string
  role: Role
  data: string
  /** Of the streams the client will publish. */
  layoutClassList: string[]
  expiresAt: Date
}

/** The Vonage SDK signs for a quarter of an hour by itself, so the stricter rule holds for OpenTok alone. */
const MAX_REST_LIFE_SECONDS = { opentok: 300, vonage: 24 * 60 * 60 } as const
const MAX_SESSION_LIFE_SECONDS = 30 * 24 * 60 * 60
const CLOCK_SKEW_SECONDS = 10
const MAX_TOKEN_LENGTH = 16_384
/** A thousand by the documentation; the server SDK lets so many through. */
const MAX_DATA_LENGTH = 1024
const MAX_LAYOUT_CLASSES = 20

const reasonOf = (error: unknown): TokenRefusal => {
  if (error instanceof errors.JWTExpired) return 'expired'
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'bad signature'
  return 'malformed'
}

const verifyJwt = async (
  token: string,
  key: VerifyingKey,
  now: Date,
): Promise<Result<Claims, TokenRefusal>> => {
  const verified =
    key.kind === 'opentok'
      ? verifyHs256(token, key.apiSecret, now)
      : await verifyRs256(token, key.publicKey, now)
  if (!verified.ok) return verified
  const payload = verified.value
  const claimed = key.kind === 'opentok' ? payload.iss : payload.application_id
  if (claimed !== keyId(key)) return refuse('not for this key')
  if (key.kind === 'opentok' && payload.ist !== 'project') return refuse('not for this use')
  if ((payload.iat ?? 0) > now.getTime() / 1000 + CLOCK_SKEW_SECONDS) return refuse('issued in the future')
  return verified
}

const verifyRs256 = async (
  token: string,
  publicKey: string,
  now: Date,
): Promise<Result<Claims, TokenRefusal>> => {
  try {
    const options = { currentDate: now, requiredClaims: ['iat', 'exp'], algorithms: ['RS256'] }
    return ok((await jwtVerify(token, await importSPKI(publicKey, 'RS256'), options)).payload)
  } catch (error) {
    return refuse(reasonOf(error))
  }
}

const lifeOf = (payload: Claims): number => (payload.exp ?? 0) - (payload.iat ?? 0)

/** Checks the token of a REST call. A session token is not one, although the same secret signs both. */
export const verifyRestToken = async (
  token: string,
  key: VerifyingKey,
  now: Date,
): Promise<Result<true, TokenRefusal>> => {
  if (token.length > MAX_TOKEN_LENGTH) return refuse('malformed')
  const verified = await verifyJwt(token, key, now)
  if (!verified.ok) return verified
  if (verified.value.scope === 'session.connect') return refuse('not for this use')
  return lifeOf(verified.value) > MAX_REST_LIFE_SECONDS[key.kind] ? refuse('lives too long') : ok(true)
}

/** Words in one text as the SDKs write them, or a list of them. */
const layoutClasses = (claim: unknown): string[] | null => {
  const words = typeof claim === 'string' ? claim.split(' ') : claim
  if (!Array.isArray(words) || words.length > MAX_LAYOUT_CLASSES) return null
  const named = words.filter((word) => word !== '')
  return named.every((word) => typeof word === 'string' && word.length <= 64) ? named : null
}

const sessionClaims = (
  claims: Record<string, unknown>,
  expiresAt: number,
): Result<SessionClaims, TokenRefusal> => {
  const { session_id: sessionId, role = 'publisher', connection_data: data = '' } = claims
  if (typeof sessionId !== 'string' || typeof data !== 'string' || !isRole(role)) return refuse('malformed')
  const layoutClassList = layoutClasses(claims.initial_layout_class_list ?? '')
  if (data.length > MAX_DATA_LENGTH || !layoutClassList) return refuse('malformed')
  return ok({ sessionId, role, data, layoutClassList, expiresAt: new Date(expiresAt * 1000) })
}

const sameText = (left: string, right: string): boolean =>
  left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right))

const verifyT1 = (token: string, key: OpenTokKey, now: Date): Result<SessionClaims, TokenRefusal> => {
  const decoded = Buffer.from(token.slice(4), 'base64').toString('latin1')
  const colon = decoded.indexOf(':')
  if (colon < 0) return refuse('malformed')
  const signed = decoded.slice(colon + 1)
  const head = new URLSearchParams(decoded.slice(0, colon))
  if (head.get('partner_id') !== key.apiKey) return refuse('not for this key')
  const signature = createHmac('sha1', key.apiSecret).update(signed, 'latin1').digest('hex')
  if (!sameText(head.get('sig') ?? '', signature)) return refuse('bad signature')
  const data = new URLSearchParams(signed)
  const created = Number(data.get('create_time'))
  const expires = Number(data.get('expire_time') ?? created + 24 * 60 * 60)
  if (!Number.isFinite(created) || !Number.isFinite(expires)) return refuse('malformed')
  if (expires <= now.getTime() / 1000) return refuse('expired')
  if (created > now.getTime() / 1000 + CLOCK_SKEW_SECONDS) return refuse('issued in the future')
  if (expires - created > MAX_SESSION_LIFE_SECONDS) return refuse('lives too long')
  return sessionClaims(Object.fromEntries(data), expires)
}

/** Checks the token with which a client enters a session: signature, key, expiry, use, role. */
export const verifySessionToken = async (
  token: string,
  key: VerifyingKey,
  now: Date,
): Promise<Result<SessionClaims, TokenRefusal>> => {
  if (token.length > MAX_TOKEN_LENGTH) return refuse('malformed')
  if (token.startsWith('T1=='))
    return key.kind === 'opentok' ? verifyT1(token, key, now) : refuse('malformed')
  const verified = await verifyJwt(token, key, now)
  if (!verified.ok) return verified
  const payload = verified.value
  if (payload.scope !== 'session.connect') return refuse('not for this use')
  if (lifeOf(payload) > MAX_SESSION_LIFE_SECONDS) return refuse('lives too long')
  return sessionClaims(payload, payload.exp ?? 0)
}
