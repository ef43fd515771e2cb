import 'server-only'
import { xmlValues } from '#lib/platform/xml-values.ts'
import { readBody } from '#lib/system/read-body.ts'
import type { StorageFailure } from './storage-driver.ts'

/** How long a storage may take, in ms: until it answers a question, until it has taken a part, until more of a file comes. */
export type StorageLimits = { answerMs: number; partMs: number; stallMs: number }
export const STORAGE_LIMITS: StorageLimits = { answerMs: 10_000, partMs: 60_000, stallMs: 60_000 }

const MAX_BYTES = 4 * 1024 * 1024
/** With which answers storages say that there is no room, whatever status they choose. */
const FULL = [
  'QuotaExceeded',
  'XMinioStorageFull',
  'InsufficientStorage',
  'StorageFull',
  'InsufficientCapacity',
]

type Send = (way: { signal: AbortSignal; fresh: boolean }) => Promise<Response>

/**
 * The answer to a request, null when none came in time; its body may take longer, until `signal` ends it. What can be asked
 * again is sent by a kept connection first, and once more by a new one when that was closed a moment ago.
 */
export async function askStorage(
  send: Send,
  { ms, signal, once = false }: { ms: number; signal?: AbortSignal | undefined; once?: boolean },
): Promise<Response | null> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), ms)
  const ended = signal ? AbortSignal.any([signal, late.signal]) : late.signal
  try {
    if (once) return await send({ signal: ended, fresh: true })
    return await send({ signal: ended, fresh: false }).catch((error) => {
      if (ended.aborted || !isBrokenOff(error)) throw error
      return send({ signal: ended, fresh: true })
    })
  } catch {
    return null // what broke may name the address: that it did is enough
  } finally {
    clearTimeout(timer)
  }
}

function isBrokenOff(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE')
}

/** The whole of an answer that is no file; null when it is beyond all measure or breaks off. */
export async function textOf(answer: Response, ms: number): Promise<string | null> {
  try {
    const body = answer.body ? boundedBody(answer.body, ms) : null
    return await readBody(new Response(body), MAX_BYTES)
  } catch {
    return null
  }
}

/** Why it did not do as asked. */
export async function failureOf(
  answer: Response | null,
  ms = STORAGE_LIMITS.answerMs,
): Promise<StorageFailure> {
  if (!answer) return 'unavailable'
  const text = await textOf(answer, ms)
  const code = answer.headers.get('x-ms-error-code') ?? xmlValues(text ?? '', 'Code')[0] ?? ''
  return failureBy(answer.status, code)
}

export function failureBy(status: number, code: string): StorageFailure {
  if (status === 507 || FULL.includes(code)) return 'full'
  if (status === 404) return 'not-found'
  return status === 401 || status === 403 ? 'refused' : 'unavailable'
}

/** Nothing of the answer is wanted any more. */
export async function dropBody(answer: Response): Promise<void> {
  await answer.body?.cancel().catch(() => {}) // it had broken off already: then there is nothing to drop
}

/** A file as it comes; it breaks off when nothing comes for so long although it is asked for. A player that rests does not count. */
export function boundedBody(body: ReadableStream<Uint8Array>, ms: number): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { promise: stalled, reject } = Promise.withResolvers<never>()
        const timer = setTimeout(() => reject(new Stalled()), ms)
        try {
          const next = await Promise.race([reader.read(), stalled])
          if (next.done) controller.close()
          else controller.enqueue(next.value)
        } catch (error) {
          void reader.cancel(error).catch(() => {}) // it is over either way
          throw error
        } finally {
          clearTimeout(timer)
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
}

class Stalled extends Error {
  readonly code = 'ETIMEDOUT'
  constructor() {
    super('Nothing more came')
  }
}
