import { mergeTimeline, type TimelineRow } from '#components/session/merge-timeline.ts'
import type { ArchivePage } from '#lib/archives/model.ts'

/** Something that happened while it was recorded, and where in the recording. */
export type Moment = TimelineRow & { second: number }

/** What happened while it ran, as a timeline to seek by: oldest first. */
export function momentsOf(
  { archive, events, actions, connections, streams }: ArchivePage,
  reader: string,
): Moment[] {
  if (!archive.startedAt) return []
  const start = Date.parse(archive.startedAt)
  const people = new Map(connections.map((connection) => [connection.id, connection]))
  const owners = new Map(streams.map((stream) => [stream.id, stream.connectionId]))
  const shown = actions.map((action) => ({ ...action, mine: action.actorId === reader }))
  return mergeTimeline(events, shown, people, (id) => owners.get(id) ?? null)
    .toReversed()
    .map((row) => ({ ...row, second: Math.max(0, (Date.parse(row.at) - start) / 1_000) }))
}

/** The moment that the player has reached: the last one that is not ahead. */
export function momentAt(moments: readonly Moment[], second: number): Moment | null {
  return moments.findLast((moment) => moment.second <= second + 0.25) ?? null
}

/** The next marker, or the one before; what lies within a second of here counts as here. */
export function momentBeside(moments: readonly Moment[], second: number, side: 1 | -1): Moment | null {
  if (side > 0) return moments.find((moment) => moment.second > second + 1) ?? null
  return moments.findLast((moment) => moment.second < second - 1) ?? null
}
