/** Long enough for a finger that presses twice, too short to be waited for. */
const GUARDS_MS = 600

/** Keeps the Escape that closed a dialog from being, pressed twice, one that leaves the page. */
export function createEscapeGuard() {
  let until = Number.NEGATIVE_INFINITY
  return {
    /** Something over the page took an Escape. */
    taken: (now: number): void => {
      until = now + GUARDS_MS
    },
    holds: (now: number): boolean => now < until,
  }
}
