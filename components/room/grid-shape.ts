const MOST_ROWS = 3

/** Columns and rows for so many pictures; beyond twelve (six on a phone) the grid scrolls. */
export function gridShape(count: number, phone: boolean): { columns: number; rows: number } {
  const columns = phone ? (count <= 2 ? 1 : 2) : count <= 1 ? 1 : count <= 4 ? 2 : count <= 9 ? 3 : 4
  return { columns, rows: Math.min(MOST_ROWS, Math.max(1, Math.ceil(count / columns))) }
}
