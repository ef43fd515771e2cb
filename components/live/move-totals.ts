import type { TotalsHistory, TotalsLine } from './totals-history.ts'
import type { Totals } from './totals-of.ts'

export const STEP_MS = 37_500

/** A history, when it began to be moved on, and where it has come to. */
export type HeldTotals = { from: TotalsHistory; step: number; lines: TotalsHistory }

/** Moves a history on while the page is open: a point more with each step, and a peak as soon as it is one. */
export function moveTotals(
  held: HeldTotals,
  { history, step, now }: { history: TotalsHistory; step: number; now: Totals },
): HeldTotals {
  if (held.from !== history) return { from: history, step, lines: history }
  if (held.step !== step) return { from: history, step, lines: shifted(held.lines, now) }
  const peak = held.lines.peaks.at(-1) ?? null
  if (peak !== null && now.connections <= peak) return held
  const peaks = [...held.lines.peaks.slice(0, -1), now.connections]
  return { ...held, lines: { ...held.lines, peaks } }
}

function shifted(lines: TotalsHistory, now: Totals): TotalsHistory {
  const on = (line: TotalsLine, value: number) => [...line.slice(1), value]
  return {
    sessions: on(lines.sessions, now.sessions),
    connections: on(lines.connections, now.connections),
    publishers: on(lines.publishers, now.publishers),
    subscribers: on(lines.subscribers, now.subscribers),
    peaks: on(lines.peaks, now.connections),
  }
}

/** The history with what is true now as its last point. */
export function endingNow(lines: TotalsHistory, now: Totals): TotalsHistory {
  const end = (line: TotalsLine, value: number) => [...line.slice(0, -1), value]
  return {
    sessions: end(lines.sessions, now.sessions),
    connections: end(lines.connections, now.connections),
    publishers: end(lines.publishers, now.publishers),
    subscribers: end(lines.subscribers, now.subscribers),
    peaks: lines.peaks,
  }
}
