/** Counts only the time in which it runs. */
export type Stopwatch = { start: () => void; stop: () => void; readMs: () => number }

export const createStopwatch = (now: () => number): Stopwatch => {
  let counted = 0
  let since: number | null = null
  const readMs = (): number => counted + (since === null ? 0 : now() - since)
  return {
    start: () => {
      since ??= now()
    },
    stop: () => {
      counted = readMs()
      since = null
    },
    readMs,
  }
}
