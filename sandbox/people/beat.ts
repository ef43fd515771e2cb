export type Beat = {
  /** Wall-clock milliseconds that never run backwards. */
  now: () => number
  /** Calls `listener` about every `everyMs`, until the returned function is called. */
  every: (everyMs: number, listener: (nowMs: number) => void) => () => void
  stop: () => void
}

/** Small enough for sound, which leaves in packets of 20 ms. */
const TICK_MS = 20

/** The one timer of all people: forty of them with a timer each would wake the process a thousand times a second. */
export const startBeat = (now: () => number = monotonicWallClock): Beat => {
  const listeners = new Set<(nowMs: number) => void>()
  const timer = setInterval(() => {
    const nowMs = now()
    for (const listener of listeners) listener(nowMs)
  }, TICK_MS)
  return {
    now,
    every: (everyMs, listener) => {
      let dueAt = 0
      const tick = (nowMs: number): void => {
        if (nowMs < dueAt) return
        dueAt = nowMs + everyMs - TICK_MS / 2
        listener(nowMs)
      }
      listeners.add(tick)
      return () => listeners.delete(tick)
    },
    stop: () => {
      clearInterval(timer)
      listeners.clear()
    },
  }
}

const monotonicWallClock = (): number => performance.timeOrigin + performance.now()
