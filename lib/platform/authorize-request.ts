import 'server-only'
import { randomUUID } from 'node:crypto'
import { importPKCS8, SignJWT } from 'jose'
import type { Credentials } from './credentials.ts'

/** The platform refuses more than 300 s between `iat` and `exp`, and clocks differ. */
const LIFE_SECONDS = 180

/** The header that lets one REST call through; a fresh one for each. */
export async function authorizeRequest(credentials: Credentials, now: Date): Promise<Record<string, string>> {
  const iat = Math.floor(now.getTime() / 1000)
  const claims = { iat, exp: iat + LIFE_SECONDS, jti: randomUUID() }
  if (credentials.platform === 'opentok') {
    const token = await new SignJWT({ ...claims, iss: credentials.apiKey, ist: 'project' })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .sign(Buffer.from(credentials.apiSecret))
    return { 'X-OPENTOK-AUTH': token }
  }
  const token = await new SignJWT({ ...claims, application_id: credentials.applicationId })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
    .sign(await importPKCS8(credentials.privateKey, 'RS256'))
  return { Authorization: `Bearer ${token}` }
}
