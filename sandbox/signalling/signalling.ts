import { z } from 'zod'
import type { Platform } from '../platform/platform.ts'
import type { Session } from '../platform/session.ts'
import type { Frame } from '../rumor/frame.ts'
import { parseAddress } from './address.ts'
import { enterSession } from './enter-session.ts'
import { handleMessage } from './handle-message.ts'
import { leaveSession } from './leave-session.ts'
import type { Link, Reply } from './link.ts'
import { createLinkServer, type LinkServer } from './link-server.ts'
import type { ArchiveView } from './views.ts'

export type SignallingOptions = {
  platform: Platform
  archives: (session: Session) => ArchiveView[]
  /** Silence after which a socket counts as lost. */
  silenceMs?: number
  /** How long a lost client may come back as the same connection; others see a ghost so long. */
  reconnectGraceMs?: number
  /** A line by which nobody enters is closed after so long. */
  enterWithinMs?: number
}

const bodySchema = z.looseObject({
  method: z.string().max(32),
  uri: z.string().max(1_000),
  content: z.unknown(),
})

const parseBody = (body: string) => {
  try {
    return bodySchema.safeParse(JSON.parse(body)).data ?? null
  } catch {
    // Not JSON: the client is answered 400 like for any other malformed message.
    return null
  }
}

const answer = async (options: SignallingOptions, link: Link, frame: Frame): Promise<Reply> => {
  const { platform, archives } = options
  const body = parseBody(frame.body)
  const address = body && parseAddress(body.uri)
  if (!address) return { status: 400 }
  const { method, content } = body
  const { connection } = link
  if (!connection) {
    if (method !== 'create' || address.target.kind !== 'connection') return { status: 403 }
    const { connectionId } = address.target
    const token = frame.headers['X-TB-TOKEN-AUTH'] ?? ''
    return enterSession(platform, { link, address, connectionId, token, content, archives })
  }
  if (address.sessionId !== connection.session.id || address.partnerId !== connection.partnerId) {
    return { status: 403 }
  }
  return handleMessage(platform, { from: connection, method, address, content })
}

/** The browser's side of the platform: sockets, who is behind them, and what they ask. */
export const createSignalling = (options: SignallingOptions): LinkServer => {
  const { platform, silenceMs = 10_000, reconnectGraceMs = 30_000, enterWithinMs = 20_000 } = options
  return createLinkServer({
    now: platform.now,
    silenceMs,
    reconnectGraceMs,
    enterWithinMs,
    onMessage: (link, frame, transaction) => {
      answer(options, link, frame).then(
        (reply) => link.reply(transaction, reply),
        (error: unknown) => {
          platform.log(`signalling: a message failed: ${String(error)}`)
          link.reply(transaction, { status: 500 })
        },
      )
    },
    onGone: (link, reason) => {
      if (link.connection) leaveSession(platform, link.connection, reason)
    },
  })
}
