const FIRST_MS = 5_000
const LONGEST_MS = 15 * 60_000
export const GIVE_UP_AFTER_MS = 24 * 60 * 60_000

/** How long the platform waits after the n-th failed attempt: 5 s, doubling to 15 min. */
export const retryDelay = (failures: number): number => Math.min(FIRST_MS * 2 ** (failures - 1), LONGEST_MS)
