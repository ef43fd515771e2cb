/** A clock that is right, on which what waits for an hour or more comes when it is told to, and never by itself. */
import { type Clock, realClock } from '../callbacks/callback-queue.ts'

export type HoursClock = Clock & {
  /** Everything that waits for so many hours or fewer has waited long enough. */
  pass: (hours: number) => void
}

const HOUR_MS = 3_600_000

type Waiting = { ms: number; call: () => void }

export const createHoursClock = (): HoursClock => {
  const waiting = new Set<Waiting>()
  return {
    now: realClock.now,
    after: (ms, call) => {
      if (ms < HOUR_MS) return realClock.after(ms, call)
      const entry = { ms, call }
      waiting.add(entry)
      return () => waiting.delete(entry)
    },
    pass: (hours) => {
      const due = [...waiting]
        .filter(({ ms }) => ms <= hours * HOUR_MS)
        .toSorted((one, other) => one.ms - other.ms)
      for (const entry of due) {
        waiting.delete(entry)
        entry.call()
      }
    },
  }
}
