import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import { listen } from '../../http-server.ts'
import type { PlatformEvent } from '../../platform/platform-event.ts'
import { parseJson } from '../client/raptor.ts'

/**
 * Holds the callbacks that arrive against the events of the platform: each once, after those that came again are passed over.
 * What is even is forgotten, so that it can go on for as long as one likes.
 */
export type CallbackLedger = {
  url: string
  emitted: (event: PlatformEvent) => void
  /** Events whose callback is still to come, or that came too often. */
  uneven: () => readonly string[]
  counts: () => { emitted: number; received: number; repeated: number; refused: number }
  close: () => Promise<void>
}

export type CallbackLedgerOptions = {
  /** These are not sent, so that they are not waited for. */
  isDropped: (event: PlatformEvent) => boolean
  /** True: this one is answered 500, and must come again. */
  refuses: () => boolean
}

/** For longer than it takes to refuse the same one four times. */
const REMEMBERED_MS = 120_000

export const startCallbackLedger = async (options: CallbackLedgerOptions): Promise<CallbackLedger> => {
  const balance = new Map<string, number>()
  const counts = { emitted: 0, received: 0, repeated: 0, refused: 0 }
  const isNew = createMemory()

  const add = (key: string, by: number): void => {
    const sum = (balance.get(key) ?? 0) + by
    if (sum === 0) balance.delete(key)
    else balance.set(key, sum)
  }
  const take = (text: string): number => {
    if (options.refuses()) {
      counts.refused += 1
      return 500
    }
    if (!isNew(text)) {
      counts.repeated += 1
      return 200
    }
    counts.received += 1
    add(keyOfBody(text), -1)
    return 200
  }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => response.writeHead(take(Buffer.concat(chunks).toString('utf8'))).end())
  })
  const port = await listen(server, 0, '127.0.0.1')

  return {
    url: `http://127.0.0.1:${port}/callbacks`,
    emitted: (event) => {
      if (options.isDropped(event)) return
      counts.emitted += 1
      add(keyOfEvent(event), 1)
    },
    uneven: () => [...balance].map(([key, count]) => `${key}: ${count > 0 ? 'not received' : 'too many'}`),
    counts: () => counts,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** What was seen in the last minutes, by its hash: whole bodies would themselves be what grows. */
const createMemory = (): ((text: string) => boolean) => {
  let [recent, older] = [new Set<string>(), new Set<string>()]
  let turnedAt = performance.now()
  return (text) => {
    if (performance.now() - turnedAt > REMEMBERED_MS) {
      older = recent
      recent = new Set()
      turnedAt = performance.now()
    }
    const mark = createHash('sha256').update(text).digest('base64url').slice(0, 16)
    const known = recent.has(mark) || older.has(mark)
    recent.add(mark)
    return !known
  }
}

const keyOfEvent = (event: PlatformEvent): string => {
  if ('connection' in event) return `${event.event} ${event.connection.id}`
  if ('stream' in event) return `${event.event} ${event.stream.id}`
  return `${event.event} ${event.session.id}`
}

const keyOfBody = (text: string): string => {
  const body = parseJson(text)
  const { event, sessionId, connection, stream } = isRecord(body) ? body : {}
  const subject = isRecord(connection) ? connection.id : isRecord(stream) ? stream.id : sessionId
  return `${String(event)} ${String(subject)}`
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
