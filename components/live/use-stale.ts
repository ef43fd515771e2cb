'use client'
import { useNow } from '#components/ui/use-now.ts'

/** Sessions are looked up at the platform every half minute: what was not seen for longer is not known any more. */
const STALE_MS = 45_000

/** Whether the counts of a session are too old to be taken for true. */
export function useStale(evidenceAt: string): boolean {
  return useNow(5_000) - Date.parse(evidenceAt) > STALE_MS
}
