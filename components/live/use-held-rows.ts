'use client'
import { useState } from 'react'
import { heldRows, type Rows, type Waiting, waitingRows } from './held-rows.ts'

/** Rows that do not move under a hand, what waits, and how to let it in. */
export function useHeldRows(
  fresh: Rows,
  held: boolean,
): { ids: readonly string[]; waiting: Waiting; letIn: () => void } {
  const [shown, setShown] = useState(fresh)
  const next = heldRows(shown, fresh, held)
  // The same rows stay the same array: whoever lays them out would begin anew at each drawing.
  const rows = next.key === shown.key && sameIds(next.ids, shown.ids) ? shown : next
  // Remembered during the render, as React means it for what is derived from the render before.
  if (rows !== shown) setShown(rows)
  return { ids: rows.ids, waiting: waitingRows(rows, fresh), letIn: () => setShown(fresh) }
}

function sameIds(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((id, index) => id === others[index])
}
