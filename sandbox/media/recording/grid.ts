export type Cell = { x: number; y: number; width: number; height: number }

const even = (value: number): number => Math.floor(value / 2) * 2

/** Equal cells for `count` pictures, as near to square a grid as it goes, the last row centred. */
export const grid = (count: number, width: number, height: number): Cell[] => {
  const columns = Math.ceil(Math.sqrt(count))
  const rows = Math.ceil(count / columns)
  const cell = { width: even(width / columns), height: even(height / rows) }
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns)
    const inRow = row === rows - 1 ? count - row * columns : columns
    const indent = (width - inRow * cell.width) / 2
    return { ...cell, x: even(indent + (index % columns) * cell.width), y: row * cell.height }
  })
}

export type Span = { streamId: string; from: number; to: number }

/**
 * Which cell each recorded picture has, so that in a long evening who comes takes the place of who has left: there are as many
 * cells as people were seen at once. A stream keeps its place, also when it was taken out and in again.
 */
export const placesInGrid = (spans: readonly Span[]): { places: number[]; count: number } => {
  const streams = new Map<string, { from: number; to: number }>()
  for (const { streamId, from, to } of spans) {
    const known = streams.get(streamId) ?? { from, to }
    streams.set(streamId, { from: Math.min(known.from, from), to: Math.max(known.to, to) })
  }
  const freeFrom: number[] = []
  const placeOf = new Map<string, number>()
  for (const [streamId, { from, to }] of [...streams].sort(([, left], [, right]) => left.from - right.from)) {
    const free = freeFrom.findIndex((until) => until <= from)
    const place = free < 0 ? freeFrom.length : free
    freeFrom[place] = to
    placeOf.set(streamId, place)
  }
  return { places: spans.map(({ streamId }) => placeOf.get(streamId) ?? 0), count: freeFrom.length }
}
