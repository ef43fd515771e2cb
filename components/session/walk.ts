import type { Person } from './group-people.ts'

/**
 * Who comes next in the list, for `j` and `k`: only who is still there. From somebody who has left, the walk goes on where
 * they last stood: down to whoever moved up into their place, up to whoever stood above.
 */
export function nextPresent(
  people: readonly Person[],
  chosenId: string | null,
  step: 1 | -1,
  lastPlace: number | null,
): Person | null {
  const present = presentAmong(people)
  const at = present.findIndex(({ id }) => id === chosenId)
  const to = at >= 0 ? at + step : fromGap(step, lastPlace, present.length)
  return present[Math.min(present.length - 1, Math.max(0, to))] ?? null
}

/** Where somebody stands among those who are there; null when they are not. */
export function placeAmong(people: readonly Person[], id: string | null): number | null {
  const at = presentAmong(people).findIndex((person) => person.id === id)
  return at < 0 ? null : at
}

const presentAmong = (people: readonly Person[]): readonly Person[] =>
  people.filter(({ left }) => left === null)

function fromGap(step: 1 | -1, lastPlace: number | null, count: number): number {
  if (lastPlace === null) return step > 0 ? 0 : count - 1
  return step > 0 ? lastPlace : lastPlace - 1
}
