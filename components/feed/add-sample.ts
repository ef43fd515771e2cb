import type { CountPoint, SessionView } from '#lib/live/model.ts'

/** The counts of a session after a change, at the end of those before; the same counts make no new point. */
export function addSample(
  points: readonly CountPoint[],
  { connections, publishers, subscribers, evidenceAt }: SessionView,
  keepSince: number,
): readonly CountPoint[] {
  const last = points.at(-1)
  const same =
    last?.connections === connections && last.publishers === publishers && last.subscribers === subscribers
  if (same || (last && last.at >= evidenceAt)) return points
  const added = [...points, { at: evidenceAt, connections, publishers, subscribers }]
  // The newest point before the window still says where the line enters it.
  const first = added.findLastIndex(({ at }) => Date.parse(at) <= keepSince)
  return first > 0 ? added.slice(first) : added
}
