/**
 * One client's line to the platform, over as many sockets as its network needs. Messages stay until the
 * client acknowledges them and go again over the next socket, under the same transaction (the client drops
 * what it has seen); a client's own message that comes twice gets the answer it got before. What a client
 * does not fetch is bounded, for each and for all together: beyond the bound the line is given up.
 */
import { randomUUID } from 'node:crypto'
import type { WebSocket } from 'ws'
import type { ClientLink, ClientMessage, Connection } from '../platform/session.ts'
import { encodeFrame, FRAME_TYPE, type Frame } from '../rumor/frame.ts'

export const SYMPHONY_ADDRESS = 'symphony.sandbox'

/** A refusal's reason is words for the page; the client expects JSON there. */
export type Reply = { status: number; body?: string }

const REASONS: Record<number, string> = {
  400: 'malformed',
  403: 'notPermitted',
  404: 'notFound',
  409: 'conflict',
  413: 'tooLong',
  429: 'tooFast',
}

/** A refusal that the page knows by its own word. */
export const refused = (status: number, reason: string): Reply => ({
  status,
  body: JSON.stringify({ reason }),
})

const MAX_UNACKED_BYTES = 4 * 1024 * 1024
/** Of all clients together. */
const MAX_UNACKED_BYTES_OF_ALL = 256 * 1024 * 1024
/** The state of a session of thousands is some megabytes long. */
const MAX_BUFFERED_BYTES = 16 * 1024 * 1024
const REMEMBERED_ANSWERS = 500
/** A longer answer is the state of a session, and is made anew when it is asked for again. */
const MAX_REMEMBERED_LENGTH = 4 * 1024
const END_AFTER_MS = 1_000

/** What is kept for clients that have not acknowledged it, of all lines. */
export type Budget = { bytes: number }

export class Link implements ClientLink {
  readonly socketId: string
  connection: Connection | null = null
  readonly since: number
  lastHeard: number
  /** When the socket was lost; null while there is one. */
  lostAt: number | null = null
  /** Until when no socket may take this line up again. */
  cutUntil = 0
  /** Whether it may speak: one that claims to come back must first say connect. */
  greeted = true
  /** Nothing more is expected from this client: it left, or was made to. */
  ended = false
  #socket: WebSocket
  readonly #unacked = new Map<string, Buffer>()
  #unackedBytes = 0
  /** In words and not as sent: a small buffer holds on to the eight kilobytes that it was cut from. */
  readonly #answers = new Map<string, { reply: Reply | null; at: number }>()

  readonly #budget: Budget

  constructor(socketId: string, socket: WebSocket, budget: Budget, now: number) {
    this.socketId = socketId
    this.#budget = budget
    this.#socket = socket
    this.since = now
    this.lastHeard = now
  }

  uses(socket: WebSocket): boolean {
    return this.#socket === socket
  }

  /** Takes a new socket for the same client and says again what was not acknowledged. */
  attach(socket: WebSocket, now: number): void {
    this.#socket.terminate()
    this.#socket = socket
    this.lostAt = null
    this.lastHeard = now
    for (const frame of this.#unacked.values()) this.#write(frame)
  }

  detach(now: number): void {
    this.lostAt ??= now
    this.#socket.terminate()
  }

  ping(): void {
    this.#socket.ping()
  }

  send(frame: Frame): void {
    this.#write(encodeFrame(frame))
  }

  deliver({ method, tail, content, reason, from = SYMPHONY_ADDRESS }: ClientMessage): void {
    const { connection } = this
    if (!connection || this.ended) return
    const session = `/v2/partner/${connection.partnerId}/session/${connection.session.id}`
    const transaction = randomUUID()
    const frame = encodeFrame({
      type: FRAME_TYPE.message,
      addresses: [session],
      headers: {
        'Content-Type': 'application/x-raptor+v2',
        'TRANSACTION-ID': transaction,
        'X-TB-FROM-ADDRESS': from,
      },
      body: JSON.stringify({ method, uri: `${session}${tail}`, content, ...(reason ? { reason } : {}) }),
    })
    this.#unacked.set(transaction, frame)
    this.#count(frame.length)
    if (this.#unackedBytes > MAX_UNACKED_BYTES || this.#budget.bytes > MAX_UNACKED_BYTES_OF_ALL)
      this.#giveUp()
    else this.#write(frame)
  }

  acknowledged(transaction: string): void {
    const frame = this.#unacked.get(transaction)
    if (!frame) return
    this.#unacked.delete(transaction)
    this.#count(-frame.length)
  }

  /** True for a transaction that came before; its answer, if there is one yet, is given again. */
  repeats(transaction: string): boolean {
    const known = this.#answers.get(transaction)
    if (known?.reply) this.#answer(transaction, known.reply)
    if (known) return true
    const [oldest] = this.#answers.keys()
    if (this.#answers.size >= REMEMBERED_ANSWERS && oldest !== undefined) this.#answers.delete(oldest)
    this.#answers.set(transaction, { reply: null, at: this.lastHeard })
    return false
  }

  /** Forgets what was answered before that moment: nobody asks for it again. */
  forget(before: number): void {
    for (const [transaction, { at }] of this.#answers) {
      if (at >= before) return
      this.#answers.delete(transaction)
    }
  }

  reply(transaction: string, reply: Reply): void {
    if ((reply.body?.length ?? 0) > MAX_REMEMBERED_LENGTH) this.#answers.delete(transaction)
    else this.#answers.set(transaction, { reply, at: this.lastHeard })
    this.#answer(transaction, reply)
  }

  #answer(transaction: string, { status, body }: Reply): void {
    const frame = encodeFrame({
      type: FRAME_TYPE.status,
      addresses: [],
      headers: {
        'TRANSACTION-ID': transaction,
        'X-TB-FROM-ADDRESS': SYMPHONY_ADDRESS,
        'Content-Type': 'application/x-raptor+v2',
        STATUS: String(status),
      },
      body: body ?? (status === 200 ? '' : JSON.stringify({ reason: REASONS[status] ?? 'error' })),
    })
    this.#write(frame)
  }

  end(): void {
    if (this.ended) return
    this.ended = true
    const socket = this.#socket
    setTimeout(() => socket.close(1000), END_AFTER_MS).unref()
  }

  close(code: number): void {
    this.ended = true
    this.#socket.close(code)
  }

  terminate(): void {
    this.ended = true
    this.#giveUp()
  }

  #count(bytes: number): void {
    this.#unackedBytes += bytes
    this.#budget.bytes += bytes
  }

  /** What was not kept cannot be said again, so that coming back would be to a state with holes. */
  #giveUp(): void {
    this.cutUntil = Number.POSITIVE_INFINITY
    this.#unacked.clear()
    this.#count(-this.#unackedBytes)
    this.#socket.terminate()
  }

  #write(frame: Buffer): void {
    const socket = this.#socket
    if (socket.readyState !== socket.OPEN) return
    if (socket.bufferedAmount > MAX_BUFFERED_BYTES) this.#giveUp()
    else socket.send(frame)
  }
}
