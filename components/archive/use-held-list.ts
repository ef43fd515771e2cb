'use client'
import { useState } from 'react'

/**
 * Rows of a list that is fetched anew while it is read. While a hand is in the list they keep their places and take on what
 * has changed of them; what is new waits, counted, and what is gone stays.
 */
export function useHeldList<Row>(fresh: readonly Row[], held: boolean, idOf: (row: Row) => string) {
  const [shown, setShown] = useState(fresh)
  if (!held && shown !== fresh) setShown(fresh)
  const byId = new Map(fresh.map((row) => [idOf(row), row]))
  const rows = held ? shown.map((row) => byId.get(idOf(row)) ?? row) : fresh
  const there = new Set(rows.map(idOf))
  return {
    rows,
    waiting: fresh.filter((row) => !there.has(idOf(row))).length,
    letIn: () => setShown(fresh),
  }
}
