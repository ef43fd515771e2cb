/**
 * Accepts the clients' sockets and keeps their links. A socket that breaks is not a leave: the client has
 * `reconnectGraceMs` to come back with the same socket ID, and is the same connection then. Only the secret
 * socket ID binds a new socket to an old link; a connection ID is public and binds nothing.
 */
import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { LeaveReason } from '../platform/platform-event.ts'
import { decodeFrame, FRAME_TYPE, type Frame, MAX_FRAME_BYTES } from '../rumor/frame.ts'
import { Link } from './link.ts'

export type LinkEvents = {
  onMessage: (link: Link, frame: Frame) => void
  onGone: (link: Link, reason: LeaveReason) => void
  /** Each second, and when `turn` is called, for each link. */
  onTurn: (link: Link) => void
}

export type LinkServerOptions = LinkEvents & {
  silenceMs: number
  reconnectGraceMs: number
  enterWithinMs: number
  rememberMs: number
}

export type LinkServer = {
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  /** Breaks a client's line as a bad network would, for so long; false when there is no such client. */
  cut: (connectionId: string, forMs?: number) => boolean
  cutLink: (link: Link, forMs: number) => void
  turn: () => void
  /** How many lines there are, entered or not. */
  lines: () => number
  close: () => void
}

export const SIGNALLING_PATH = '/rumorwebsocketsv2'
const SOCKET_ID = /^[A-Za-z0-9-]{16,64}$/
const MAX_LINKS = 60_000
const SWEEP_MS = 1_000
const CLOSE = { normal: 1000, badData: 1007, policy: 1008, tooMany: 1013 } as const

export const createLinkServer = (options: LinkServerOptions): LinkServer => {
  const links = new Map<string, Link>()
  const budget = { bytes: 0 }
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
  })
  /** Sockets live in real time, whatever time the platform believes it is. */
  const time = (): number => performance.now()

  const drop = (link: Link, reason: LeaveReason): void => {
    if (!links.delete(link.socketId)) return
    options.onGone(link, reason)
    link.terminate()
  }

  /** A message starts with its length, so a bad one is the client's fault, never a matter of timing. */
  const receive = (link: Link, data: Buffer): void => {
    const decoded = decodeFrame(data)
    if (decoded.ok) take(link, decoded.value)
    else link.close(CLOSE.badData)
  }

  const take = (link: Link, frame: Frame): void => {
    const transaction = frame.headers['TRANSACTION-ID'] ?? ''
    if (frame.type === FRAME_TYPE.connect) link.greeted = true
    else if (!link.greeted) link.close(CLOSE.policy)
    else if (frame.type === FRAME_TYPE.ping) {
      const headers: Record<string, string> = transaction ? { 'TRANSACTION-ID': transaction } : {}
      link.send({ type: FRAME_TYPE.pong, addresses: [], headers, body: '' })
    } else if (frame.type === FRAME_TYPE.status) link.acknowledged(transaction)
    else if (frame.type === FRAME_TYPE.disconnect && frame.headers.reconnect !== '1') {
      drop(link, 'clientDisconnected')
    } else if (frame.type === FRAME_TYPE.message && !link.ended && !link.repeats(transaction)) {
      options.onMessage(link, frame)
    }
  }

  const linkFor = (socket: WebSocket, url: URL): Link | null => {
    const socketId = url.searchParams.get('socketId') ?? randomUUID()
    const known = links.get(socketId)
    if (known && url.searchParams.get('reconnect') === 'true' && !known.ended) {
      known.attach(socket, time())
      return known
    }
    if (known || !SOCKET_ID.test(socketId)) return null
    const link = new Link(socketId, socket, budget, time())
    // It believes to be connected, but we do not know it (any more): unless it begins anew it is told so.
    link.greeted = url.searchParams.get('reconnect') !== 'true'
    links.set(socketId, link)
    return link
  }

  const accept = (socket: WebSocket, url: URL): void => {
    // A broken socket says so here and closes next; without a listener it would end the process.
    socket.on('error', () => socket.terminate())
    const link = links.size < MAX_LINKS ? linkFor(socket, url) : null
    if (link) follow(link, socket)
    else socket.close(links.size < MAX_LINKS ? CLOSE.policy : CLOSE.tooMany)
  }

  const follow = (link: Link, socket: WebSocket): void => {
    const heard = (): void => {
      link.lastHeard = time()
    }
    socket.on('pong', heard)
    socket.on('message', (data, binary) => {
      heard()
      if (binary && Buffer.isBuffer(data)) receive(link, data)
      else link.close(CLOSE.badData)
    })
    socket.on('close', (code) => {
      if (!link.uses(socket)) return
      if (code === CLOSE.normal || link.ended || !link.connection) drop(link, 'clientDisconnected')
      else link.detach(time())
    })
  }

  const sweep = (link: Link, now: number): void => {
    if (!link.connection && now - link.since >= options.enterWithinMs) drop(link, 'clientDisconnected')
    else if (link.lostAt !== null) {
      if (now - link.lostAt >= options.reconnectGraceMs) drop(link, 'networkDisconnected')
    } else if (now - link.lastHeard >= options.silenceMs) {
      if (link.connection) link.detach(now)
      else drop(link, 'networkDisconnected')
    } else if (now - link.lastHeard >= options.silenceMs / 2) link.ping()
  }

  const turn = (): void => {
    for (const link of [...links.values()]) {
      const now = time()
      link.forget(now - options.rememberMs)
      sweep(link, now)
      options.onTurn(link)
    }
  }
  const timer = setInterval(turn, SWEEP_MS)
  timer.unref()

  const cutLink = (link: Link, forMs: number): void => {
    link.cutUntil = time() + forMs
    link.detach(time())
  }
  const isCut = (url: URL): boolean =>
    (links.get(url.searchParams.get('socketId') ?? '')?.cutUntil ?? 0) > time()

  return {
    upgrade: (request, socket, head) => {
      const url = URL.parse(request.url ?? '/', 'ws://sandbox')
      if (url?.pathname !== SIGNALLING_PATH || isCut(url)) return socket.destroy()
      server.handleUpgrade(request, socket, head, (webSocket) => accept(webSocket, url))
    },
    cut: (connectionId, forMs = 0) => {
      const cutOff = [...links.values()].filter(({ connection }) => connection?.id === connectionId)
      for (const link of cutOff) cutLink(link, forMs)
      return cutOff.length > 0
    },
    cutLink,
    turn,
    lines: () => links.size,
    close: () => {
      clearInterval(timer)
      for (const link of links.values()) link.terminate()
      links.clear()
      server.close()
    },
  }
}
