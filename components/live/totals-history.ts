import type { TotalsPoint } from '#lib/live/recent-totals.ts'
import type { TotalsHistory } from './use-totals.ts'

/** The sums of some projects, or of all, as lines of `steps` points. */
export function totalsHistory(
  points: readonly TotalsPoint[],
  project: string | null,
  steps: number,
): TotalsHistory {
  const wanted = points.filter(({ projectId }) => !project || projectId === project)
  const line = (measure: (point: TotalsPoint) => number) =>
    Array.from({ length: steps }, (_, step) => {
      const here = wanted.filter((point) => point.step === step)
      return here.length > 0 ? here.reduce((sum, point) => sum + measure(point), 0) : null
    })
  return {
    sessions: line(({ sessions }) => sessions),
    connections: line(({ connections }) => connections),
    publishers: line(({ publishers }) => publishers),
    subscribers: line(({ subscribers }) => subscribers),
  }
}
