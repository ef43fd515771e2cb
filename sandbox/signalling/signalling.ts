import { z } from 'zod'
import type { Clock } from '../callbacks/callback-queue.ts'
import type { Faults } from '../faults/faults.ts'
import type { Platform } from '../platform/platform.ts'
import type { Session } from '../platform/session.ts'
import type { Frame } from '../rumor/frame.ts'
import { followAdaptive } from './adaptive.ts'
import { parseAddress } from './address.ts'
import { watchAges } from './ages.ts'
import { enterSession, stateReply } from './enter-session.ts'
import { handleMessage } from './handle-message.ts'
import { leaveSession } from './leave-session.ts'
import type { Link, Reply } from './link.ts'
import { createLinkServer, type LinkServer } from './link-server.ts'
import type { ArchiveView } from './views.ts'

export type SignallingOptions = {
  platform: Platform
  faults: Faults
  clock: Clock
  archives: (session: Session) => ArchiveView[]
  /** Silence after which a socket counts as lost. */
  silenceMs?: number
  /** How long a lost client may come back as the same connection; others see a ghost so long. */
  reconnectGraceMs?: number
  /** A line by which nobody enters is closed after so long. */
  enterWithinMs?: number
  /** How long an answer is kept for a client that asks again. */
  rememberMs?: number
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

type Body = NonNullable<ReturnType<typeof parseBody>>

const answer = async (
  { platform, archives }: SignallingOptions,
  link: Link,
  frame: Frame,
  body: Body | null,
): Promise<Reply> => {
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
  const { target } = address
  // Asked again, because the answer was lost on the way and too long to be kept.
  if (method === 'create' && target.kind === 'connection' && target.connectionId === connection.id) {
    return stateReply(connection.session, archives)
  }
  return handleMessage(platform, { from: connection, method, address, content })
}

/** What goes wrong with this message, if anything is to. Who is not in yet has no data. */
const faultOf = ({ faults }: SignallingOptions, { connection }: Link, body: Body | null) => {
  const address = body && parseAddress(body.uri)
  if (!address) return null
  const { target, tail } = address
  const asked = target.kind === 'connection' ? target.connectionId : ''
  const { id, data } = connection ?? { id: asked, data: '' }
  return faults.forSignalling({ connection: id, data, method: body.method, path: tail })
}

const handle = (options: SignallingOptions, server: LinkServer, link: Link, frame: Frame): void => {
  const transaction = frame.headers['TRANSACTION-ID'] ?? ''
  const body = parseBody(frame.body)
  const fault = faultOf(options, link, body)
  if (fault?.answer === 'drop') return
  if (fault?.answer === 'cut') server.cutLink(link, fault.forMs)
  else if (fault) link.reply(transaction, { status: fault.answer })
  else {
    answer(options, link, frame, body).then(
      (reply) => link.reply(transaction, reply),
      (error: unknown) => {
        options.platform.log(`signalling: a message failed: ${String(error)}`)
        link.reply(transaction, { status: 500 })
      },
    )
  }
}

/** The browser's side of the platform: sockets, who is behind them, and what they ask. */
export const createSignalling = (options: SignallingOptions): LinkServer => {
  const { platform, faults } = options
  const {
    silenceMs = 10_000,
    reconnectGraceMs = 30_000,
    enterWithinMs = 20_000,
    rememberMs = 60_000,
  } = options
  const server = createLinkServer({
    ...{ silenceMs, reconnectGraceMs, enterWithinMs, rememberMs },
    onMessage: (link, frame) => handle(options, server, link, frame),
    onGone: (link, reason) => {
      // The first line of a client that has moved goes without it.
      if (link.connection?.link === link) leaveSession(platform, link.connection, reason)
    },
    onTurn: (link) => {
      if (!link.connection || link.lostAt !== null) return
      const fault = faults.forSignalling({ connection: link.connection.id, data: link.connection.data })
      if (fault) server.cutLink(link, fault.forMs)
    },
  })
  faults.onAdded(server.turn)
  const stopAges = watchAges(platform, options.clock)
  const stopAdaptive = followAdaptive(platform, (session) => options.archives(session).length > 0)
  return {
    ...server,
    close: () => {
      stopAdaptive()
      stopAges()
      server.close()
    },
  }
}
