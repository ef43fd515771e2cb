/** Rows that somebody points at, with what has come of them since: what is new waits, what is gone stays until they let go. */
export function keepPlaces<Row extends { id: string }>(
  shown: readonly Row[],
  fresh: readonly Row[],
): { rows: Row[]; waiting: number } {
  const byId = new Map(fresh.map((row) => [row.id, row]))
  const places = new Set(shown.map(({ id }) => id))
  return {
    rows: shown.map((row) => byId.get(row.id) ?? row),
    waiting: fresh.filter(({ id }) => !places.has(id)).length,
  }
}
