type Line = { path: string; end: { x: number; y: number } | null }

/**
 * A line through values at equal distances, on their own scale; it begins where something is known, and a change of little
 * is drawn as little.
 */
export function linePath(values: readonly (number | null)[], width: number, height: number): Line {
  const known = values.filter((value) => value !== null)
  const [first] = known
  if (first === undefined) return { path: '', end: null }
  const low = Math.min(...known)
  const high = Math.max(...known)
  const span = Math.max(high - low, high * 0.2, 2)
  const base = low - (span - (high - low)) / 2
  const drawn = values.length === 1 ? [first, first] : values
  const points = drawn.flatMap((value, index) => {
    if (value === null) return []
    const x = round((index / (drawn.length - 1)) * width)
    return [{ x, y: round(height - ((value - base) / span) * height) }]
  })
  return { path: `M${points.map(({ x, y }) => `${x} ${y}`).join('L')}`, end: points.at(-1) ?? null }
}

const round = (value: number): number => Math.round(value * 10) / 10
