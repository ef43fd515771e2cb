import type { PeakPoint, TotalsPoint } from '#lib/live/recent-totals.ts'

/** As the server knows them: sums at equal distances, and the most in between. */
export type RecentTotals = { points: readonly TotalsPoint[]; peaks: readonly PeakPoint[] }

/** Values at equal distances over the last quarter of an hour, oldest first; null where nothing was sampled. */
export type TotalsLine = readonly (number | null)[]

export type TotalsHistory = Record<'sessions' | 'connections' | 'publishers' | 'subscribers', TotalsLine> & {
  /** The most connections between a point and the one before it. */
  peaks: TotalsLine
}

/** The sums of some projects, or of all, as lines of `steps` points. */
export function totalsHistory(
  { points, peaks }: RecentTotals,
  project: string | null,
  steps: number,
): TotalsHistory {
  const ofProject = <Point extends { projectId: string }>(all: readonly Point[]) =>
    all.filter(({ projectId }) => !project || projectId === project)
  const wanted = ofProject(points)
  const line = (measure: (point: TotalsPoint) => number) =>
    Array.from({ length: steps }, (_, step) => {
      const here = wanted.filter((point) => point.step === step)
      return here.length > 0 ? here.reduce((sum, point) => sum + measure(point), 0) : null
    })
  const wantedPeaks = ofProject(peaks)
  const peak = (step: number) => {
    const here = wantedPeaks.filter((point) => point.step === step)
    return here.length > 0 ? Math.max(...here.map(({ own, all }) => (project ? own : all))) : null
  }
  return {
    sessions: line(({ sessions }) => sessions),
    connections: line(({ connections }) => connections),
    publishers: line(({ publishers }) => publishers),
    subscribers: line(({ subscribers }) => subscribers),
    peaks: Array.from({ length: steps }, (_, step) => peak(step)),
  }
}
