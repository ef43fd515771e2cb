type Line = { path: string; end: { x: number; y: number } | null }

/** A line through values at equal distances, on their own scale; a change of little is drawn as little. */
export function linePath(values: readonly number[], width: number, height: number): Line {
  const [first] = values
  if (first === undefined) return { path: '', end: null }
  const low = Math.min(...values)
  const span = Math.max(Math.max(...values) - low, Math.max(...values) * 0.2, 2)
  const base = low - (span - (Math.max(...values) - low)) / 2
  const points = (values.length === 1 ? [first, first] : values).map((value, index, all) => ({
    x: round((index / (all.length - 1)) * width),
    y: round(height - ((value - base) / span) * height),
  }))
  return { path: `M${points.map(({ x, y }) => `${x} ${y}`).join('L')}`, end: points.at(-1) ?? null }
}

const round = (value: number): number => Math.round(value * 10) / 10
