import 'server-only'

const FIRST_SECONDS = 5
const LONGEST_SECONDS = 6 * 3_600

/**
 * Seconds until the next attempt: three times as long each time, and nobody knows exactly when, so that those who failed
 * together do not come again together.
 */
export function retryPause(attempts: number, random: () => number): number {
  const pause = Math.min(FIRST_SECONDS * 3 ** (attempts - 1), LONGEST_SECONDS)
  return Math.round(pause * (0.5 + random()))
}
