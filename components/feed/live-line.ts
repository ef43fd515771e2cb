import type { CountPoint } from '#lib/live/model.ts'

/** Connections of a session at a time, in milliseconds: all that a line in the table needs. */
export type LivePoint = { at: number; connections: number }

/** Points as they travel with the page: seconds after its first, and connections, by turns. */
export type PackedLine = number[]

/** As many as a small line can show. */
const MOST = 32

/** A page with hundreds of sessions carries hundreds of lines: only what changed, and no more than can be seen. */
export function packLine(points: readonly CountPoint[]): PackedLine {
  const changes = points.filter(({ connections }, index) => points[index - 1]?.connections !== connections)
  const every = Math.ceil(changes.length / MOST)
  const kept = changes.filter((_, index) => index % every === 0 || index === changes.length - 1)
  const start = Date.parse(kept[0]?.at ?? '')
  return kept.flatMap(({ at, connections }, index) => {
    const time = Math.round((Date.parse(at) - start) / 1_000)
    return index === 0 ? [start, connections] : [time, connections]
  })
}

export function packLines(
  samples: Readonly<Record<string, readonly CountPoint[]>>,
): Record<string, PackedLine> {
  return Object.fromEntries(Object.entries(samples).map(([id, points]) => [id, packLine(points)]))
}

export function unpackLine(packed: PackedLine): LivePoint[] {
  const [start = 0] = packed
  return Array.from({ length: packed.length / 2 }, (_, index) => ({
    at: index === 0 ? start : start + (packed[index * 2] ?? 0) * 1_000,
    connections: packed[index * 2 + 1] ?? 0,
  }))
}

/** A line after a change, without what has left its window; the newest point before it says where the line enters. */
export function extendLine(
  line: readonly LivePoint[],
  point: LivePoint,
  keepSince: number,
): readonly LivePoint[] {
  const last = line.at(-1)
  if (last && (last.at >= point.at || last.connections === point.connections)) return line
  const longer = [...line, point]
  const first = longer.findLastIndex(({ at }) => at <= keepSince)
  return first > 0 ? longer.slice(first) : longer
}
