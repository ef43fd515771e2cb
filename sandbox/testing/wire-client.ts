/** A client at the level of the wire, for tests: it can be cut, deaf, rude, and come back. */
import { randomUUID } from 'node:crypto'
import { WebSocket } from 'ws'
import { decodeFrame, encodeFrame, FRAME_TYPE, type Frame } from '../rumor/frame.ts'
import type { Sandbox } from '../sandbox.ts'
import { SIGNALLING_PATH } from '../signalling/link-server.ts'
import { mintSessionToken } from '../tokens/mint-token.ts'
import type { Role } from '../tokens/role.ts'

export type HeardMessage = {
  method: string
  tail: string
  content: Record<string, unknown>
  reason: string | null
  from: string
  transaction: string
}

export type WireAnswer = { status: number; body: unknown }

export type WireOptions = {
  /** The name under which it knows the project; the API key of the first when absent. */
  partnerId?: string
  sandbox: Sandbox
  sessionId: string
  role?: Role
  data?: string
  socketId?: string
  /** Its connection ID; one of its own when absent. */
  id?: string
  /** What it says it can do. */
  capabilities?: readonly string[]
}

const readHeard = (frame: Frame, prefix: string): HeardMessage => {
  const body: { method: string; uri: string; content: Record<string, unknown>; reason?: string } = JSON.parse(
    frame.body,
  )
  return {
    method: body.method,
    tail: body.uri.slice(prefix.length),
    content: body.content,
    reason: body.reason ?? null,
    from: frame.headers['X-TB-FROM-ADDRESS'] ?? '',
    transaction: frame.headers['TRANSACTION-ID'] ?? '',
  }
}

const statusOf = (frame: Frame): WireAnswer => ({
  status: Number(frame.headers.STATUS),
  body: frame.body === '' ? null : JSON.parse(frame.body),
})

export class WireClient {
  readonly id: string
  readonly socketId: string
  readonly heard: HeardMessage[] = []
  /** Close code of the socket, once it is closed. */
  closedWith: number | null = null
  pongs = 0
  acknowledges = true
  readonly #options: WireOptions
  readonly #waiting = new Map<string, (answer: WireAnswer) => void>()
  #socket: WebSocket | null = null

  constructor(options: WireOptions) {
    this.#options = options
    this.id = options.id ?? randomUUID()
    this.socketId = options.socketId ?? randomUUID()
  }

  get prefix(): string {
    const [project] = this.#options.sandbox.projects
    const { sessionId, partnerId = project?.apiKey } = this.#options
    return `/v2/partner/${partnerId}/session/${sessionId}`
  }

  /** Opens a socket, a second one for the same client too. */
  async open(query: Record<string, string> = {}): Promise<void> {
    const url = new URL(SIGNALLING_PATH, this.#options.sandbox.apiUrl.replace(/^http/, 'ws'))
    url.search = new URLSearchParams({ socketId: this.socketId, attempt: randomUUID(), ...query }).toString()
    const socket = new WebSocket(url)
    this.#socket = socket
    socket.on('message', (data) => Buffer.isBuffer(data) && this.#receive(data))
    socket.on('close', (code) => {
      if (this.#socket === socket) this.closedWith = code
    })
    socket.on('error', () => socket.terminate())
    await new Promise((resolve, reject) => {
      socket.once('open', resolve)
      socket.once('error', reject)
    })
  }

  reconnect(): Promise<void> {
    return this.open({ reconnect: 'true' })
  }

  /** The network goes, without a word. */
  cut(): void {
    this.#socket?.terminate()
  }

  close(code = 1000): void {
    this.#socket?.close(code)
  }

  sendRaw(data: Buffer | string): void {
    this.#socket?.send(data)
  }

  send(frame: Partial<Frame> & Pick<Frame, 'type'>): void {
    this.sendRaw(encodeFrame({ addresses: [], headers: {}, body: '', ...frame }))
  }

  askRaw(body: string): Promise<WireAnswer> {
    const transaction = randomUUID()
    const answer = new Promise<WireAnswer>((resolve) => this.#waiting.set(transaction, resolve))
    this.send({ type: FRAME_TYPE.message, headers: { 'TRANSACTION-ID': transaction }, body })
    return answer
  }

  ask(method: string, tail: string, content: unknown = {}, more: Ask = {}): Promise<WireAnswer> {
    const transaction = more.transaction ?? randomUUID()
    const answer = new Promise<WireAnswer>((resolve) => this.#waiting.set(transaction, resolve))
    this.send({
      type: FRAME_TYPE.message,
      addresses: ['symphony.sandbox'],
      headers: { 'TRANSACTION-ID': transaction, 'X-TB-FROM-ADDRESS': this.id, ...more.headers },
      body: JSON.stringify({ method, uri: `${more.prefix ?? this.prefix}${tail}`, content }),
    })
    return answer
  }

  async enter(token?: string): Promise<WireAnswer> {
    const { sandbox, sessionId, role = 'publisher', data = '', capabilities = [] } = this.#options
    const [project] = sandbox.projects
    if (!project) throw new Error('no project')
    const key = { kind: 'opentok', apiKey: project.apiKey, apiSecret: project.apiSecret } as const
    const minted = token ?? (await mintSessionToken(key, { sessionId, role, data }, new Date()))
    return this.ask(
      'create',
      `/connection/${this.id}`,
      { capabilities },
      { headers: { 'X-TB-TOKEN-AUTH': minted } },
    )
  }

  /** What was heard of that kind. */
  all(method: string, tail: string | RegExp): HeardMessage[] {
    const pattern = typeof tail === 'string' ? new RegExp(`^${tail}$`) : tail
    return this.heard.filter((message) => message.method === method && pattern.test(message.tail))
  }

  #receive(data: Buffer): void {
    const decoded = decodeFrame(data)
    if (!decoded.ok) throw new Error(`the sandbox sent a bad frame: ${decoded.error}`)
    const frame = decoded.value
    const transaction = frame.headers['TRANSACTION-ID'] ?? ''
    if (frame.type === FRAME_TYPE.pong) this.pongs += 1
    if (frame.type === FRAME_TYPE.status) this.#waiting.get(transaction)?.(statusOf(frame))
    if (frame.type !== FRAME_TYPE.message) return
    this.heard.push(readHeard(frame, this.prefix))
    if (this.acknowledges) this.send({ type: FRAME_TYPE.status, headers: { 'TRANSACTION-ID': transaction } })
  }
}

type Ask = { transaction?: string; headers?: Record<string, string>; prefix?: string }

export const STREAM = {
  name: 'Mia',
  channel: [
    { id: 'audio1', type: 'audio', active: true },
    { id: 'video1', type: 'video', active: true, width: 320, height: 240, source: 'camera' },
  ],
}
