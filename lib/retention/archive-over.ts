import type { ArchiveState } from '#lib/live/model.ts'

/** What is still being made, or on its way to its storage, is let go by nobody. */
const RUNS: readonly ArchiveState[] = ['starting', 'recording', 'paused', 'stopping']

export const runsStill = (state: ArchiveState): boolean => RUNS.includes(state)
