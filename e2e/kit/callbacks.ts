import { createHash, createHmac } from 'node:crypto'
import type { WireEvent } from './history.ts'

export const SIGNATURE_SECRET = 'signature-secret-of-the-tests-01'

type Claims = Record<string, unknown>
type Parts = { header?: Claims; claims?: Claims; secret?: string; now?: Date }

/** The bearer token that the platform sends with this body; `parts` changes single members of it. */
export function signature(project: string, body: string | Uint8Array, parts: Parts = {}): string {
  const now = parts.now ?? new Date()
  const claims = {
    iss: 'Vonage',
    iat: Math.trunc(now.getTime() / 1000),
    jti: createHash('md5').update(body).digest('hex'),
    payload_hash: createHash('sha256').update(body).digest('hex'),
    api_key: project,
    ...parts.claims,
  }
  const content = [{ alg: 'HS256', typ: 'JWT', ...parts.header }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  const mac = createHmac('sha256', parts.secret ?? SIGNATURE_SECRET).update(content)
  return `${content}.${mac.digest('base64url')}`
}

type Common = { session?: string; at?: number; reason?: string }

/** One callback of each kind, with what a test does not care about filled in. */
export const wire = {
  joined: (
    connection: string,
    { session = '2_S', at = Date.now(), data = '' }: Common & { data?: string } = {},
  ) =>
    ({
      sessionId: session,
      event: 'connectionCreated',
      timestamp: at,
      connection: { id: connection, createdAt: at, data },
    }) satisfies WireEvent,
  left: (
    connection: string,
    { session = '2_S', at = Date.now(), reason = 'clientDisconnected' }: Common = {},
  ) =>
    ({
      sessionId: session,
      event: 'connectionDestroyed',
      timestamp: at,
      reason,
      connection: { id: connection, createdAt: at - 1_000, data: '' },
    }) satisfies WireEvent,
  published: (stream: string, connection: string, { session = '2_S', at = Date.now() }: Common = {}) =>
    ({
      sessionId: session,
      event: 'streamCreated',
      timestamp: at,
      stream: {
        id: stream,
        createdAt: at,
        name: 'Mia',
        videoType: 'camera',
        connection: { id: connection, createdAt: at - 1_000, data: '' },
      },
    }) satisfies WireEvent,
  ended: ({ session = '2_S', at = Date.now() }: Common = {}) =>
    ({ sessionId: session, event: 'sessionDestroyed', timestamp: at }) satisfies WireEvent,
  archive: (archive: string, status: string, { session = '2_S', at = Date.now() }: Common = {}) =>
    ({
      sessionId: session,
      event: 'archive',
      timestamp: at,
      id: archive,
      status,
      createdAt: at - 60_000,
      duration: 60,
      size: 0,
      url: 'https://elsewhere.example/archive.mp4?key=leaked',
    }) satisfies WireEvent,
}
