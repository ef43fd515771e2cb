/** Rows in the order they are shown, for the query they were asked with. */
export type Rows = { key: string; ids: readonly string[] }

export type Waiting = { added: number; ended: number }

/**
 * The rows to show now. A hand in the list keeps those that were there, in their order, also the ended ones; a new query
 * is an answer to the hand and shows at once.
 */
export function heldRows(shown: Rows, fresh: Rows, held: boolean): Rows {
  return held && shown.key === fresh.key ? shown : fresh
}

/** What would change if the rows were let in. */
export function waitingRows(shown: Rows, fresh: Rows): Waiting {
  const [before, after] = [new Set(shown.ids), new Set(fresh.ids)]
  return {
    added: fresh.ids.filter((id) => !before.has(id)).length,
    ended: shown.ids.filter((id) => !after.has(id)).length,
  }
}
