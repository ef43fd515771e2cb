'use client'
import { useEffect, useRef, useState } from 'react'
import { placeOf } from './place-of.ts'

/** A row that came to be chosen by itself is acted upon by no key before this: the key may have been meant for another. */
const SETTLE_MS = 500

/**
 * The chosen row of a list that changes by itself; the first one at first. It is chosen by its id, so nothing that comes slips
 * under somebody's key. When it goes, what is in its place is chosen, and `settled` says when keys may act on it.
 */
export function useChosenRow<Row extends { id: string }>(rows: readonly Row[], first: string | null = null) {
  const [at, setAt] = useState({ id: first ?? rows[0]?.id ?? null, index: 0 })
  const index = placeOf(rows, at)
  const chosen = rows[index] ?? null
  if (chosen !== null && (chosen.id !== at.id || index !== at.index)) setAt({ id: chosen.id, index })
  const byHand = useRef(at.id) // what stands there when the page comes is what it comes for
  const since = useRef(0)
  const chosenId = chosen?.id ?? null
  useEffect(() => {
    since.current = chosenId === null ? Number.POSITIVE_INFINITY : performance.now()
  }, [chosenId])
  function choose(id: string): void {
    byHand.current = id
    setAt({ id, index: rows.findIndex((row) => row.id === id) })
  }
  return {
    chosen,
    choose,
    move(step: number): void {
      const next = rows[index + step]
      if (next) choose(next.id)
    },
    settled: (): boolean =>
      chosenId !== null && (byHand.current === chosenId || performance.now() - since.current >= SETTLE_MS),
  }
}
