type Point = { at: number }

/**
 * Values at equal distances up to now, for a small line: each is the newest that was true then, null before the first is
 * known. All lines of a column share the window, so that the same place means the same minute.
 */
export function resample<P extends Point>(
  points: readonly P[],
  measure: (point: P) => number,
  { now, windowMs, steps }: { now: number; windowMs: number; steps: number },
): (number | null)[] {
  let next = 0
  let value: number | null = null
  return Array.from({ length: steps }, (_, index) => {
    const until = now - windowMs + (windowMs * (index + 1)) / steps
    for (let point = points[next]; point && point.at <= until; point = points[++next]) {
      value = measure(point)
    }
    return value
  })
}
