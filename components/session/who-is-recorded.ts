import type { ArchiveView } from '#lib/live/model.ts'
import type { Person } from './group-people.ts'

export type Recorded = { person: Person; what: 'all' | 'sound' | 'picture' }
export type WhoIsRecorded = {
  inIt: Recorded[]
  /** Those who publish and are not in it, and those who only watch. */
  out: Person[]
  silent: Person[]
}

/** The platform's limit of pictures in one composed recording; who is beyond it, it does not say. */
export const MOST_PICTURES = 16

/** Whom of those who are there a running recording takes: by the list it was given, or everybody who publishes. */
export function whoIsRecorded(
  { taken, hasAudio, hasVideo }: Pick<ArchiveView, 'taken' | 'hasAudio' | 'hasVideo'>,
  people: readonly Person[],
): WhoIsRecorded {
  const inIt: Recorded[] = []
  const out: Person[] = []
  const silent: Person[] = []
  const listed = taken && new Map(taken.map((one) => [one.streamId, one]))
  for (const person of people) {
    if (person.kind === 'watcher' || person.left) continue
    const streams = person.streams.flatMap(({ platformId }) =>
      listed ? (listed.get(platformId) ?? []) : { hasAudio: true, hasVideo: true },
    )
    const sound = hasAudio && streams.some((stream) => stream.hasAudio)
    const picture = hasVideo && streams.some((stream) => stream.hasVideo)
    if (sound || picture) inIt.push({ person, what: sound && picture ? 'all' : sound ? 'sound' : 'picture' })
    else if (person.streams.length > 0) out.push(person)
    else silent.push(person)
  }
  return { inIt, out, silent }
}
