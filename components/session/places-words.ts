import { formatCount } from '#components/ui/format.ts'
import type { SessionView } from '#lib/live/model.ts'

/** "64 of 80 places"; without a limit only who is there. Watchers take no place. */
export function placesWords({
  connections,
  capacity,
}: Pick<SessionView, 'connections' | 'capacity'>): string {
  if (capacity === null) return `${formatCount(connections)} connected`
  return `${formatCount(connections)} of ${formatCount(capacity)} places`
}
