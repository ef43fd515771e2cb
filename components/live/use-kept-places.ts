'use client'
import { useState } from 'react'
import { keepPlaces } from './keep-places.ts'
import { useHold } from './use-hold.ts'

/**
 * Rows that come anew while they are read, such that none moves while a hand is in the list. `acting`: the reader does something
 * there; what comes of that is let in.
 */
export function useKeptPlaces<Row extends { id: string }>(rows: readonly Row[], acting = false) {
  const { held, handlers } = useHold()
  const [at, setAt] = useState({ shown: rows, acted: false })
  if (acting && !at.acted) setAt({ ...at, acted: true })
  if (at.shown !== rows && (!held || at.acted)) setAt({ shown: rows, acted: acting })
  return { ...keepPlaces(at.shown, rows), handlers, letIn: () => setAt({ shown: rows, acted: false }) }
}
