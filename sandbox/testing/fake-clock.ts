import type { Clock } from '../callbacks/callback-queue.ts'

export type FakeClock = Clock & { advance: (ms: number) => void }

/** A clock that stands still until it is moved; what falls due on the way happens in its order and at its time. */
export const createFakeClock = (start = Date.parse('2026-05-01T20:00:00Z')): FakeClock => {
  let time = start
  let timers: Array<{ at: number; run: () => void }> = []
  const takeDue = (until: number) => {
    const [next] = timers.filter(({ at }) => at <= until).sort((left, right) => left.at - right.at)
    timers = timers.filter((timer) => timer !== next)
    return next
  }
  return {
    now: () => new Date(time),
    after: (ms, run) => {
      const timer = { at: time + ms, run }
      timers.push(timer)
      return () => {
        timers = timers.filter((candidate) => candidate !== timer)
      }
    },
    advance: (ms) => {
      const until = time + ms
      for (let due = takeDue(until); due; due = takeDue(until)) {
        time = Math.max(time, due.at)
        due.run()
      }
      time = until
    },
  }
}
