/**
 * When a recording pauses, goes on and ends by itself. Only the time in which somebody publishes is recorded, and only that
 * counts against the four hours; beside it a recording is never open longer than twelve.
 */
import type { Clock } from '../callbacks/callback-queue.ts'
import { createStopwatch } from './stopwatch.ts'

export type EndReason =
  | 'user initiated'
  | 'session ended'
  | 'maximum duration exceeded'
  | 'maximum idle time exceeded'

export type ArchiveLifeOptions = {
  clock: Clock
  session: { streams: ReadonlyMap<string, unknown>; connections: ReadonlyMap<string, unknown> }
  /** Nobody publishes any more. */
  paused: () => void
  /** Somebody publishes, for the first time or again. */
  resumed: () => void
  ended: (reason: EndReason) => void
}

export type ArchiveLife = {
  /** Somebody came, went, began or ceased to publish. */
  changed: () => void
  recordedMs: () => number
  close: () => void
}

const MINUTE_MS = 60_000
const FIRST_STREAM_MS = MINUTE_MS
const IDLE_MS = 60 * MINUTE_MS
const EMPTY_MS = MINUTE_MS
const RECORDED_MS = 4 * 60 * MINUTE_MS
const OPEN_MS = 12 * 60 * MINUTE_MS

type Timer = { start: (ms: number) => void; stop: () => void }

const createTimer = (clock: Clock, run: () => void): Timer => {
  let cancel: (() => void) | null = null
  return {
    start: (ms) => {
      cancel ??= clock.after(ms, run)
    },
    stop: () => {
      cancel?.()
      cancel = null
    },
  }
}

export const watchArchiveLife = (options: ArchiveLifeOptions): ArchiveLife => {
  const { clock, session, paused, resumed, ended } = options
  const recorded = createStopwatch(() => clock.now().getTime())
  const ending = (reason: EndReason): Timer => createTimer(clock, () => ended(reason))
  const full = ending('maximum duration exceeded')
  const old = ending('maximum duration exceeded')
  const idle = ending('maximum idle time exceeded')
  const empty = ending('session ended')
  let recording = false

  const resume = (): void => {
    recording = true
    idle.stop()
    recorded.start()
    full.start(RECORDED_MS - recorded.readMs())
    resumed()
  }
  const pause = (): void => {
    recording = false
    full.stop()
    recorded.stop()
    idle.start(IDLE_MS)
    paused()
  }
  const changed = (): void => {
    const isPublished = session.streams.size > 0
    if (isPublished && !recording) resume()
    if (!isPublished && recording) pause()
    if (session.connections.size === 0) empty.start(EMPTY_MS)
    else empty.stop()
  }

  old.start(OPEN_MS)
  idle.start(FIRST_STREAM_MS)
  changed()
  return {
    changed,
    recordedMs: recorded.readMs,
    close: () => {
      recorded.stop()
      for (const timer of [full, old, idle, empty]) timer.stop()
    },
  }
}
