import 'server-only'
import OpenTok from 'opentok'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { type Credentials, projectInPath } from './credentials.ts'
import type { PlatformFailure, TokenRequest } from './model.ts'

const LONGEST_SECONDS = 24 * 60 * 60
const MAX_DATA = 1000

/** A client token, by the platform's own package; what that does not check in one of its flavours is checked here. */
export function mintToken(
  credentials: Credentials,
  { sessionId, role, data, expiresInSeconds }: TokenRequest,
  now: Date,
): Result<string, PlatformFailure> {
  const whole =
    Number.isInteger(expiresInSeconds) && expiresInSeconds > 0 && expiresInSeconds <= LONGEST_SECONDS
  if (!whole || data.length > MAX_DATA) return fail({ code: 'refused' })
  const expires = Math.floor(now.getTime() / 1000) + expiresInSeconds
  const secret = credentials.platform === 'opentok' ? credentials.apiSecret : credentials.privateKey
  try {
    const sdk = new OpenTok(projectInPath(credentials), secret)
    // One flavour honours the one name, the other the other, and each ignores the wrong one for 24 hours.
    return ok(sdk.generateToken(sessionId, { role, data, expireTime: expires, expire_time: expires }))
  } catch {
    // It throws texts that can hold the key: a session of another project, or a key that is none.
    return fail({ code: 'bad-credentials' })
  }
}
