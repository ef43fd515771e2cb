import { WebSocket } from 'ws'
import { decodeFrame, encodeFrame, FRAME_TYPE, type Frame } from '../../rumor/frame.ts'
import { type Heard, parseJson, readMessage } from './raptor.ts'
import type { SessionInfo } from './rest.ts'

export type RumorOptions = {
  info: SessionInfo
  apiKey: string
  sessionId: string
  connectionId: string
  token: string
  onMessage: (message: Heard) => void
  /** The socket is gone, by whoever's doing. */
  onClosed: () => void
}

export type Answer = { status: number; body: unknown }

/** A client's line to the platform. */
export type RumorClient = {
  /** Asks something of what stands at `tail`, and waits for the status. */
  ask: (method: string, tail: string, content: unknown) => Promise<Answer>
  /** Tells without waiting. */
  tell: (method: string, tail: string, content: unknown) => void
  ping: () => void
  close: () => void
}

const GONE: Answer = { status: 0, body: null }

/** Connects and enters the session; a refusal is the answer's status. The socket is closed again then. */
export const enterSession = async (
  options: RumorOptions & { content: unknown },
): Promise<{ client: RumorClient; answer: Answer }> => {
  const { connectionId, token, content } = options
  const line = await openLine(options)
  line.send({
    type: FRAME_TYPE.connect,
    headers: { uniqueId: connectionId, notifyDisconnectAddress: options.info.symphonyAddress },
  })
  line.send({ type: FRAME_TYPE.subscribe, addresses: [line.prefix] })
  const answer = await line.ask('create', `/connection/${connectionId}`, content, {
    'X-TB-TOKEN-AUTH': token,
  })
  if (answer.status !== 200) line.close()
  return { client: line, answer }
}

const openLine = async (options: RumorOptions) => {
  const { info, connectionId } = options
  const prefix = `/v2/partner/${options.apiKey}/session/${options.sessionId}`
  const url = new URL(info.messagingUrl)
  url.searchParams.set('socketId', crypto.randomUUID())
  url.searchParams.set('attempt', crypto.randomUUID())
  const socket = new WebSocket(url, { perMessageDeflate: false })
  const waiting = new Map<string, (answer: Answer) => void>()
  let asked = 0

  const send = (frame: Partial<Frame> & Pick<Frame, 'type'>): void => {
    if (socket.readyState === WebSocket.OPEN)
      socket.send(encodeFrame({ addresses: [], headers: {}, body: '', ...frame }))
  }
  const message = (transaction: string, method: string, tail: string, content: unknown, more = {}): void => {
    const headers = {
      'TRANSACTION-ID': transaction,
      'X-TB-FROM-ADDRESS': connectionId,
      'Content-Type': 'application/x-raptor+v2',
      ...more,
    }
    const body = JSON.stringify({ method, uri: prefix + tail, content })
    send({ type: FRAME_TYPE.message, addresses: [info.symphonyAddress], headers, body })
  }
  const transactionId = (): string => `${connectionId}-${asked++}`
  const receive = (frame: Frame): void => {
    const transaction = frame.headers['TRANSACTION-ID'] ?? ''
    if (frame.type === FRAME_TYPE.status) {
      waiting.get(transaction)?.({ status: Number(frame.headers.STATUS), body: parseJson(frame.body) })
      waiting.delete(transaction)
    } else if (frame.type === FRAME_TYPE.message) {
      send({ type: FRAME_TYPE.status, headers: { 'TRANSACTION-ID': transaction, STATUS: '200' } })
      const heard = readMessage(frame, prefix)
      if (heard) options.onMessage(heard)
    }
  }

  await opened(socket)
  socket.on('message', (data) => {
    const decoded = Buffer.isBuffer(data) ? decodeFrame(data) : null
    if (decoded?.ok) receive(decoded.value)
  })
  socket.on('error', () => socket.terminate())
  socket.on('close', () => {
    for (const answer of waiting.values()) answer(GONE)
    waiting.clear()
    options.onClosed()
  })

  return {
    prefix,
    send,
    tell: (method: string, tail: string, content: unknown) => message(transactionId(), method, tail, content),
    ask: (method: string, tail: string, content: unknown, headers = {}) => {
      const transaction = transactionId()
      const { promise, resolve } = Promise.withResolvers<Answer>()
      if (socket.readyState !== WebSocket.OPEN) return Promise.resolve(GONE)
      waiting.set(transaction, resolve)
      message(transaction, method, tail, content, headers)
      return promise
    },
    ping: () => send({ type: FRAME_TYPE.ping }),
    close: () => socket.close(1000),
  }
}

const opened = (socket: WebSocket): Promise<void> => {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  socket.once('open', resolve)
  socket.once('error', reject)
  return promise.finally(() => socket.off('error', reject))
}
