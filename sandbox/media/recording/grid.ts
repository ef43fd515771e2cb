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
