/**
 * A client's line to the platform, over as many sockets as its network needs. What was asked and not yet answered goes again
 * over the next socket, under the same transaction: the platform answers it once. What the platform says twice is heard once.
 */
import { WebSocket } from 'ws'
import { decodeFrame, encodeFrame, FRAME_TYPE, type Frame } from '../../rumor/frame.ts'
import { type Heard, parseJson, readMessage } from './raptor.ts'
import type { SessionInfo } from './rest.ts'
import { createUnanswered } from './unanswered.ts'

export type RumorOptions = {
  info: SessionInfo
  apiKey: string
  sessionId: string
  connectionId: string
  token: string
  onMessage: (message: Heard) => void
  /** The socket is gone, by whoever's doing. */
  onClosed: () => void
  /** From which of the machine's addresses: one has ports for some 28,000 lines to the same place. */
  localAddress?: string
}

export type Answer = { status: number; body: unknown }

export type RumorClient = {
  /** Asks something of what stands at `tail`, and waits for the status; 0 when the line is closed before it comes. */
  ask: (method: string, tail: string, content: unknown) => Promise<Answer>
  /** Tells without waiting. */
  tell: (method: string, tail: string, content: unknown) => void
  ping: () => void
  /** Breaks the line as a bad network would, without a word. */
  cut: () => void
  /** Takes a new socket for the same line; false when the platform does not know it any more, or cannot be reached. */
  restore: () => Promise<boolean>
  close: () => void
}

/** Connects and enters the session; a refusal is the answer's status. The socket is closed again then. */
export const enterSession = async (
  options: RumorOptions & { content: unknown },
): Promise<{ client: RumorClient; answer: Answer }> => {
  const { connectionId, token, content } = options
  let inside = false
  const line = await openLine({ ...options, onClosed: () => (inside ? options.onClosed() : line.close()) })
  line.send({
    type: FRAME_TYPE.connect,
    headers: { uniqueId: connectionId, notifyDisconnectAddress: options.info.symphonyAddress },
  })
  line.send({ type: FRAME_TYPE.subscribe, addresses: [line.prefix] })
  const answer = await line.ask('create', `/connection/${connectionId}`, content, {
    'X-TB-TOKEN-AUTH': token,
  })
  if (answer.status !== 200) line.close()
  inside = true
  return { client: line, answer }
}

type Sent = Partial<Frame> & Pick<Frame, 'type'>

const openLine = async (options: RumorOptions) => {
  const { info, connectionId } = options
  const prefix = `/v2/partner/${options.apiKey}/session/${options.sessionId}`
  const socketId = crypto.randomUUID()
  const unanswered = createUnanswered()
  let socket: WebSocket | null = null
  let asked = 0
  let over = false

  const transmit = (frame: Buffer): void => {
    if (socket?.readyState === WebSocket.OPEN) socket.send(frame)
  }
  const send = (frame: Sent): void =>
    transmit(encodeFrame({ addresses: [], headers: {}, body: '', ...frame }))
  const ask = (method: string, tail: string, content: unknown, more = {}): Promise<Answer> => {
    const transaction = `${connectionId}-${asked++}`
    const headers = {
      'TRANSACTION-ID': transaction,
      'X-TB-FROM-ADDRESS': connectionId,
      'Content-Type': 'application/x-raptor+v2',
      ...more,
    }
    const body = JSON.stringify({ method, uri: prefix + tail, content })
    const frame = encodeFrame({
      type: FRAME_TYPE.message,
      addresses: [info.symphonyAddress],
      headers,
      body,
    })
    const answer = unanswered.expect(transaction, frame)
    transmit(frame)
    return answer
  }
  const receive = (frame: Frame): void => {
    const transaction = frame.headers['TRANSACTION-ID'] ?? ''
    if (frame.type === FRAME_TYPE.status) {
      unanswered.settle(transaction, { status: Number(frame.headers.STATUS), body: parseJson(frame.body) })
    } else if (frame.type === FRAME_TYPE.message) {
      send({ type: FRAME_TYPE.status, headers: { 'TRANSACTION-ID': transaction, STATUS: '200' } })
      const heard = unanswered.isNew(transaction) ? readMessage(frame, prefix) : null
      if (heard) options.onMessage(heard)
    }
  }
  /** Before it opens: what the platform says again comes together with the opening. */
  const follow = (attempt: WebSocket): void => {
    attempt.once('open', () => {
      socket = attempt
    })
    attempt.on('message', (data) => {
      const decoded = Buffer.isBuffer(data) ? decodeFrame(data) : null
      if (decoded?.ok && attempt === socket) receive(decoded.value)
    })
    attempt.on('error', () => attempt.terminate())
  }
  const tellOfClose = (opened: WebSocket): void => {
    opened.on('close', () => opened === socket && options.onClosed())
  }
  const open = (more = {}): Promise<WebSocket> => openSocket(lineUrl(info, socketId, more), options, follow)

  tellOfClose(await open())

  return {
    prefix,
    send,
    ask,
    tell: (method: string, tail: string, content: unknown) => void ask(method, tail, content),
    ping: () => send({ type: FRAME_TYPE.ping }),
    cut: () => socket?.terminate(),
    restore: async () => {
      // Not reachable: the same as forgotten, for one who wants back.
      const reopened = await open({ reconnect: 'true' }).catch(() => null)
      if (over) reopened?.terminate()
      if (!reopened || over) return false
      send({ type: FRAME_TYPE.ping })
      if (!(await answers(reopened))) return false
      tellOfClose(reopened)
      for (const frame of unanswered.frames()) transmit(frame)
      return true
    },
    close: () => {
      over = true
      unanswered.end()
      socket?.close(1000)
    },
  }
}

const lineUrl = ({ messagingUrl }: SessionInfo, socketId: string, more: Record<string, string>): URL => {
  const url = new URL(messagingUrl)
  const query = { socketId, attempt: crypto.randomUUID(), ...more }
  for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value)
  return url
}

const openSocket = (
  url: URL,
  { localAddress }: { localAddress?: string },
  follow: (socket: WebSocket) => void,
): Promise<WebSocket> => {
  const socket = new WebSocket(url, { perMessageDeflate: false, ...(localAddress ? { localAddress } : {}) })
  const { promise, resolve, reject } = Promise.withResolvers<WebSocket>()
  follow(socket)
  socket.once('open', () => resolve(socket))
  socket.once('error', reject)
  return promise.finally(() => socket.off('error', reject))
}

/** The platform says that it knows the line by any word over it; a line that it forgot it closes. */
const answers = (socket: WebSocket): Promise<boolean> => {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  socket.once('message', () => resolve(true))
  socket.once('close', () => resolve(false))
  return socket.readyState === WebSocket.OPEN ? promise : Promise.resolve(false)
}
