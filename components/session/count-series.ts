import type { CountPoint } from '#lib/live/model.ts'

/** Columns for a stepped chart: seconds, then a value or null (no data: a gap) for each series. */
export type CountSeries = {
  at: number[]
  connections: (number | null)[]
  subscribers: (number | null)[]
  publishers: (number | null)[]
}

/** Evidence comes twice a minute, also when nothing changes: longer silence means that the counts are not known. */
const SILENCE = 90

/**
 * Counts over time. A point is kept when something changed, so the last one holds as long as there is evidence for it;
 * after that the chart has a gap, up to `now`.
 */
export function countSeries(points: readonly CountPoint[], evidenceAt: string, now: number): CountSeries {
  const series: CountSeries = { at: [], connections: [], subscribers: [], publishers: [] }
  let last = Number.NEGATIVE_INFINITY
  for (const point of points) {
    const at = seconds(point.at)
    if (at <= last) continue
    push(series, at, point)
    last = at
  }
  const end = points.at(-1)
  const known = Math.min(now / 1000, seconds(evidenceAt) + SILENCE)
  if (end && known > last) push(series, known, end)
  if (end && now / 1000 > Math.max(known, last)) {
    push(series, Math.max(known, last) + 0.001, null)
    push(series, now / 1000, null)
  }
  return series
}

const seconds = (iso: string): number => Date.parse(iso) / 1000

function push(series: CountSeries, at: number, point: CountPoint | null): void {
  series.at.push(at)
  series.connections.push(point?.connections ?? null)
  series.subscribers.push(point?.subscribers ?? null)
  series.publishers.push(point?.publishers ?? null)
}
