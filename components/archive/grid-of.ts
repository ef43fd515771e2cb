/** How many pictures stand side by side so that all are as large as may be. */
export function gridOf(count: number): { columns: number; rows: number } {
  const columns = Math.min(6, Math.ceil(Math.sqrt(Math.max(1, count))))
  return { columns, rows: Math.ceil(Math.max(1, count) / columns) }
}
