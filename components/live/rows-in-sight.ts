/** Spare rows above and below, drawn ahead of the scrolling. */
const SPARE = 8

export type Sight = { top: number; height: number }

/** Which rows of one height are in sight, and which are drawn. */
export function rowsInSight(count: number, row: number, { top, height }: Sight) {
  const first = Math.min(Math.max(Math.floor(top / row), 0), Math.max(count - 1, 0))
  const last = Math.min(Math.ceil((top + height) / row), count)
  return { first, last, from: Math.max(first - SPARE, 0), to: Math.min(last + SPARE, count) }
}

/** How far to scroll so that a row is wholly in sight; null when it is. */
export function scrollToRow(index: number, row: number, { top, height }: Sight): number | null {
  if (index * row < top) return index * row
  if ((index + 1) * row > top + height) return (index + 1) * row - height
  return null
}
