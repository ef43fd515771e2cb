import { createHash, randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import type { Project } from '../platform/project.ts'

/** The bearer token of a callback: it signs the body's bytes with the signature secret, not the API secret. */
export const signCallback = (project: Project, body: string, now: Date): Promise<string> => {
  const claims = {
    iss: 'Vonage',
    iat: Math.floor(now.getTime() / 1000),
    jti: randomUUID(),
    payload_hash: createHash('sha256').update(body).digest('hex'),
    api_key: project.apiKey,
    ...(project.applicationId ? { application_id: project.applicationId } : {}),
  }
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(Buffer.from(project.signatureSecret))
}
