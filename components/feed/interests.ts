import type { Interest } from './feed-event.ts'

/** One request that serves everybody: from the oldest position anybody stands at, with everybody's sessions. */
export function unionOf(interests: Iterable<Interest>): Interest | null {
  const all = [...interests]
  if (all.length === 0) return null
  return {
    since: Math.min(...all.map(({ since }) => since)),
    sessions: [...new Set(all.flatMap(({ sessions }) => sessions))].toSorted(),
  }
}

/**
 * Whether the connection that runs already brings all that somebody wants. If not, it is made anew from the position they
 * stand at; everybody else gets some changes twice, and drops them by their numbers.
 */
export function covers(running: Interest, wanted: Interest): boolean {
  return wanted.since >= running.since && wanted.sessions.every((id) => running.sessions.includes(id))
}
