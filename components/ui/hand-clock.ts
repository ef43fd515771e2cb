type Plan = { run: () => void; at: number; cancelled: boolean }

/** A clock for tests, moved by hand: what was planned runs at its time, in its order, unless it was called off before. */
export function createHandClock(step = 100) {
  const plans: Plan[] = []
  let now = 0
  return {
    now: () => now,
    later(run: () => void, ms: number): () => void {
      const plan = { run, at: now + ms, cancelled: false }
      plans.push(plan)
      return () => {
        plan.cancelled = true
      }
    },
    wait(ms: number): void {
      const end = now + ms
      while (now < end) {
        now = Math.min(now + step, end)
        for (const plan of plans.filter(({ at }) => at <= now)) {
          plans.splice(plans.indexOf(plan), 1)
          if (!plan.cancelled) plan.run()
        }
      }
    },
  }
}
