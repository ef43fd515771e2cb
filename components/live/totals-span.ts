import { STEP_MS } from './move-totals.ts'
import type { TotalsHistory, TotalsLine } from './totals-history.ts'

/** How far back something is known: the whole quarter of an hour, since a moment within it, or not at all. */
export type TotalsSpan = { known: 'whole' } | { known: 'since'; at: string } | { known: 'nothing' }

/** How far back a line reaches. Its last point is now, and alone it is no history. */
export function spanOf(line: TotalsLine, now: number): TotalsSpan {
  const first = line.findIndex((value) => value !== null)
  if (first === 0) return { known: 'whole' }
  const ago = line.length - 1 - first
  if (first < 0 || ago === 0) return { known: 'nothing' }
  return { known: 'since', at: new Date(now - ago * STEP_MS).toISOString() }
}

/** By how much the last point differs from the first that is known. */
export function changeOf(line: TotalsLine): number {
  return (line.at(-1) ?? 0) - (line.find((value) => value !== null) ?? 0)
}

/** The most connections at once, also between the points of the line. */
export function peakOf({ connections, peaks }: TotalsHistory): number {
  return Math.max(0, ...[...connections, ...peaks].map((value) => value ?? 0))
}
