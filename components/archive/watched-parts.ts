import type { Part } from '#lib/review/model.ts'

/** Longest step between two looks at a player that goes on by itself, in its seconds at its ordinary speed. */
const STEP = 2

/**
 * Keeps which parts of a recording went by on this screen. `at` is called as the player moves; a leap begins another part.
 * `take` gives what was not taken yet.
 */
export function watchedParts() {
  let parts: Part[] = []
  let last: number | null = null
  return {
    at(second: number, rate = 1): void {
      const open = parts.at(-1)
      const goesOn = last !== null && second >= last && second - last <= STEP * Math.max(1, rate)
      if (goesOn && open) open[1] = second
      else parts.push([second, second])
      last = second
    },
    /** The player was moved by hand, or stands still. */
    leap(): void {
      last = null
    },
    take(): Part[] {
      const taken = parts.filter(([from, to]) => to > from)
      parts = last === null ? [] : [[last, last]]
      return taken.slice(0, 50).map(([from, to]) => [rounded(from), rounded(to)])
    },
  }
}

const rounded = (second: number): number => Math.round(second * 100) / 100
