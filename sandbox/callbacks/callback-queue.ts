/**
 * Delivers callbacks, each for itself: a failed one is tried again after 5 s, doubling to 15 min, for a day;
 * others do not wait for it, so order is not promised (as on the platform). Each attempt is signed anew.
 * What waits is bounded; beyond the bound the oldest is lost, and said so.
 */
import type { CallbackFault } from '../faults/faults.ts'
import type { Log } from '../platform/platform.ts'
import type { Project } from '../platform/project.ts'
import { GIVE_UP_AFTER_MS, retryDelay } from './retry-delay.ts'
import { signCallback } from './sign-callback.ts'

export type Clock = {
  now: () => Date
  /** Calls back after `ms`; the returned function calls it off. */
  after: (ms: number, run: () => void) => () => void
}

export const realClock: Clock = {
  now: () => new Date(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
}

export type CallbackQueueOptions = {
  clock: Clock
  log: Log
  /** What is to go wrong with this callback, if anything. */
  fault: (project: Project, body: string) => CallbackFault | null
}

export type CallbackQueue = {
  send: (project: Project, body: Record<string, unknown>) => void
  counts: () => { waiting: number; inFlight: number }
  close: () => void
}

type Callback = {
  project: Project
  url: string
  body: string
  since: number
  failures: number
  signed: boolean
  oldSecret: boolean
}

const MAX_WAITING = 20_000
const MAX_IN_FLIGHT = 200
const BUSY_MS = 50
const ANSWER_WITHIN_MS = 10_000

const NOBODYS_SECRET = 'a-secret-that-nobody-has-kept'

const withOldSecret = (project: Project): Project => ({
  ...project,
  signatureSecret: project.previousSignatureSecret ?? NOBODYS_SECRET,
})

const post = async (callback: Callback, now: Date, closing: AbortSignal): Promise<string | null> => {
  const { url, body, project, signed } = callback
  const signer = callback.oldSecret ? withOldSecret(project) : project
  const authorization = signed ? { Authorization: `Bearer ${await signCallback(signer, body, now)}` } : {}
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...authorization },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([closing, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
    })
    await response.body?.cancel()
    return response.status === 200 ? null : `answered ${response.status}`
  } catch (error) {
    return error instanceof Error ? `failed: ${error.cause ?? error.message}` : 'failed'
  }
}

export const createCallbackQueue = ({ clock, log, fault }: CallbackQueueOptions): CallbackQueue => {
  const waiting = new Map<Callback, () => void>()
  const closing = new AbortController()
  let inFlight = 0
  /** Held back until the next one of the same project has gone first. */
  const held = new Map<Project, Callback[]>()

  const attempt = async (callback: Callback): Promise<void> => {
    if (inFlight >= MAX_IN_FLIGHT) {
      waitFor(callback, BUSY_MS)
      return
    }
    inFlight += 1
    const problem = await post(callback, clock.now(), closing.signal)
    inFlight -= 1
    if (problem === null || closing.signal.aborted) return
    callback.failures += 1
    const delay = retryDelay(callback.failures)
    if (clock.now().getTime() + delay - callback.since > GIVE_UP_AFTER_MS) {
      log(`callbacks: given up after a day: ${problem}`)
      return
    }
    log(`callbacks: ${callback.project.name} ${problem}; again in ${delay / 1000} s`)
    waitFor(callback, delay)
  }

  const waitFor = (callback: Callback, delay: number): void => {
    const [oldest] = waiting.keys()
    if (waiting.size >= MAX_WAITING && oldest) {
      waiting.get(oldest)?.()
      waiting.delete(oldest)
      log('callbacks: too many wait, the oldest is lost')
    }
    const goOn = (): void => {
      waiting.delete(callback)
      void attempt(callback)
    }
    waiting.set(callback, clock.after(delay, goOn))
  }

  const release = (project: Project): void => {
    const callbacks = held.get(project) ?? []
    held.delete(project)
    for (const callback of callbacks) void attempt(callback)
  }

  const start = (callback: Callback, wrong: CallbackFault | null): void => {
    const { project } = callback
    switch (wrong?.answer) {
      case 'drop':
        return
      case 'delay':
        waitFor(callback, wrong.delayMs)
        return
      case 'reorder':
        held.set(project, [...(held.get(project) ?? []), callback])
        return
      case 'duplicate':
        void attempt({ ...callback })
    }
    const signed = wrong?.answer !== 'unsigned'
    const oldSecret = wrong?.answer === 'oldSecret'
    void attempt({ ...callback, signed, oldSecret }).then(() => release(project))
  }

  return {
    send: (project, content) => {
      if (!project.callbackUrl) return
      const body = JSON.stringify(content)
      const since = clock.now().getTime()
      const sending = { failures: 0, signed: true, oldSecret: false }
      start({ project, url: project.callbackUrl, body, since, ...sending }, fault(project, body))
    },
    counts: () => ({ waiting: waiting.size, inFlight }),
    close: () => {
      closing.abort()
      for (const cancel of waiting.values()) cancel()
      waiting.clear()
    },
  }
}
