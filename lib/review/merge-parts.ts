import 'server-only'
import type { Part } from './model.ts'

/** What is nearer than this was seen in one go: the player tells every few seconds. */
const JOINED_SECONDS = 1
/** So many parts are kept of one viewing. Beyond it the smallest gaps are closed: nothing that was seen is ever left out. */
export const MOST_PARTS = 100

/** Parts of a recording that were seen, put together: in order, apart from each other, and not too many. */
export function mergeParts(...told: readonly (readonly Part[])[]): Part[] {
  const sorted = told
    .flat()
    .filter(([from, to]) => to > from)
    .sort(([a], [b]) => a - b)
  const merged: Part[] = []
  for (const [from, to] of sorted) {
    const last = merged.at(-1)
    if (last && from - last[1] <= JOINED_SECONDS) last[1] = Math.max(last[1], to)
    else merged.push([from, to])
  }
  return closeGaps(merged)
}

function closeGaps(parts: Part[]): Part[] {
  const tooMany = parts.length - MOST_PARTS
  if (tooMany <= 0) return parts
  const gaps = parts
    .slice(1)
    .map(([from], at) => ({ at: at + 1, gap: from - (parts[at]?.[1] ?? 0) }))
    .sort((a, b) => a.gap - b.gap || a.at - b.at)
  const closed = new Set(gaps.slice(0, tooMany).map(({ at }) => at))
  const kept: Part[] = []
  parts.forEach((part, at) => {
    const last = kept.at(-1)
    if (last && closed.has(at)) last[1] = part[1]
    else kept.push([...part])
  })
  return kept
}
