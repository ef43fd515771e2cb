import { z } from 'zod'
import { connectionLimit } from '../platform/limits.ts'
import { permissionsOf } from '../platform/permission.ts'
import type { Platform } from '../platform/platform.ts'
import type { Connection, Session } from '../platform/session.ts'
import { type SessionClaims, verifySessionToken } from '../tokens/verify-token.ts'
import type { Address } from './address.ts'
import { joinSession } from './join-session.ts'
import { type Link, type Reply, refused } from './link.ts'
import { isMoving, markOfToken, takeOver } from './move.ts'
import { type ArchiveView, sessionView } from './views.ts'

export type Entry = {
  link: Link
  address: Address
  connectionId: string
  token: string
  content: unknown
  archives: (session: Session) => ArchiveView[]
}

const contentSchema = z.looseObject({
  connectionEventsSuppressed: z.boolean().nullish(),
  capabilities: z.array(z.string().max(64)).max(20).nullish(),
})

const denied = (reason: string): Reply => refused(403, reason)

const isFull = ({ limits }: Platform, { connections, streams }: Session): boolean => {
  const publishers = new Set([...streams.values()].map(({ owner }) => owner)).size
  return connections.size >= connectionLimit(publishers, limits)
}

const comeBack = (known: Connection, { link, token }: Entry): boolean => {
  if (!isMoving(known) || known.tokenMark !== markOfToken(token)) return false
  takeOver(known, link)
  return true
}

const comeIn = (
  platform: Platform,
  session: Session,
  { data, role, layoutClassList }: SessionClaims,
  { link, address, connectionId, token, content }: Entry,
): Reply | null => {
  if (isFull(platform, session)) return denied('connectionLimitExceeded')
  const parsed = contentSchema.safeParse(content ?? {})
  if (!parsed.success) return { status: 400 }
  const connection: Connection = {
    ...{ id: connectionId, partnerId: address.partnerId, session, link },
    ...{ data, layoutClassList, permissions: permissionsOf(role) },
    createdAt: platform.now().getTime(),
    capabilities: parsed.data.capabilities ?? [],
    suppressed: parsed.data.connectionEventsSuppressed === true,
    server: session.server,
    tokenMark: markOfToken(token),
    usesMedia: false,
    subscriptions: new Map(),
  }
  link.connection = connection
  joinSession(platform, connection)
  return null
}

/** A client asks to come in: the only place where a token is believed, and only after all its checks. */
export const enterSession = async (platform: Platform, entry: Entry): Promise<Reply> => {
  const { link, address, connectionId } = entry
  const identity = platform.identity(address.partnerId)
  if (!identity || !platform.session(identity.project, address.sessionId)) return denied('invalidSession')
  const claims = await verifySessionToken(entry.token, identity.key, platform.now())
  if (!claims.ok) {
    platform.log(`signalling: a token was refused: ${claims.error}`)
    return denied('invalidToken')
  }
  if (claims.value.sessionId !== address.sessionId) return denied('invalidToken')
  // Looked for again: while the token was checked the session may have been forgotten, and another stands in its place.
  const session = platform.session(identity.project, address.sessionId)
  if (!session) return denied('invalidSession')
  if (link.ended || link.connection) return { status: 409 }
  const known = session.connections.get(connectionId)
  if (known && !comeBack(known, entry)) return { status: 409 }
  const refusal = known ? null : comeIn(platform, session, claims.value, entry)
  return refusal ?? stateReply(session, entry.archives)
}

/** What there is already. */
export const stateReply = (session: Session, archives: Entry['archives']): Reply => ({
  status: 200,
  body: JSON.stringify(sessionView(session, archives(session))),
})
