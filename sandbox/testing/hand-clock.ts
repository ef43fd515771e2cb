import type { Clock } from '../callbacks/callback-queue.ts'

/** A clock that stands still until it is moved. */
export const handClock = (start = new Date()): Clock & { advance: (ms: number) => void } => {
  let now = start.getTime()
  const waiting = new Set<{ at: number; run: () => void }>()
  return {
    now: () => new Date(now),
    after: (ms, run) => {
      const call = { at: now + ms, run }
      waiting.add(call)
      return () => waiting.delete(call)
    },
    advance: (ms) => {
      const until = now + ms
      for (;;) {
        const [next] = [...waiting].filter(({ at }) => at <= until).sort((one, two) => one.at - two.at)
        if (!next) break
        waiting.delete(next)
        now = next.at
        next.run()
      }
      now = until
    },
  }
}
