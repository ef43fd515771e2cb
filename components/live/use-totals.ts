'use client'
import { useState } from 'react'
import { useNow } from '#components/ui/use-now.ts'
import type { Totals } from './totals-of.ts'

const COUNTED = ['sessions', 'connections', 'publishers', 'subscribers'] as const
type Counted = (typeof COUNTED)[number]

/** Sums at equal distances over the last quarter of an hour, oldest first; null before anything was sampled. */
export type TotalsHistory = Record<Counted, readonly (number | null)[]>

const STEP_MS = 37_500

/** The history as the server knew it, its last point what is true now, and moved on while the page is open. */
export function useTotals(history: TotalsHistory, now: Totals): TotalsHistory {
  const step = useNow(STEP_MS)
  const [held, setHeld] = useState({ from: history, step, lines: history })
  const moved = move(held, { history, step, now })
  if (moved !== held) setHeld(moved)
  return mapLines((key) => [...moved.lines[key].slice(0, -1), now[key]])
}

type Held = { from: TotalsHistory; step: number; lines: TotalsHistory }

function move(
  held: Held,
  { history, step, now }: { history: TotalsHistory; step: number; now: Totals },
): Held {
  if (held.from !== history) return { from: history, step, lines: history }
  if (held.step === step) return held
  return { from: history, step, lines: mapLines((key) => [...held.lines[key].slice(1), now[key]]) }
}

function mapLines(lineOf: (key: Counted) => (number | null)[]): TotalsHistory {
  return {
    sessions: lineOf('sessions'),
    connections: lineOf('connections'),
    publishers: lineOf('publishers'),
    subscribers: lineOf('subscribers'),
  }
}
