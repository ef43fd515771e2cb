/** Where the chosen row is now; when it is gone, the place where it was, or the last one before that. */
export function placeOf(rows: readonly { id: string }[], was: { id: string | null; index: number }): number {
  const found = rows.findIndex(({ id }) => id === was.id)
  return found >= 0 ? found : Math.min(was.index, Math.max(0, rows.length - 1))
}
