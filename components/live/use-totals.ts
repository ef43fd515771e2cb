'use client'
import { useState } from 'react'
import { useNow } from '#components/ui/use-now.ts'
import { endingNow, moveTotals, STEP_MS } from './move-totals.ts'
import type { TotalsHistory } from './totals-history.ts'
import type { Totals } from './totals-of.ts'

/** The history as the server knew it, its last point what is true now, and moved on while the page is open. */
export function useTotals(history: TotalsHistory, now: Totals): { lines: TotalsHistory; step: number } {
  const step = useNow(STEP_MS)
  const [held, setHeld] = useState({ from: history, step, lines: history })
  const moved = moveTotals(held, { history, step, now })
  if (moved !== held) setHeld(moved)
  return { lines: endingNow(moved.lines, now), step }
}
