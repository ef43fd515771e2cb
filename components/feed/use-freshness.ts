'use client'
import { useStore } from 'zustand'
import { useNow } from '#components/ui/use-now.ts'
import { evidenceStore } from './evidence-store.ts'
import { type Freshness, freshness } from './freshness.ts'

/** Whether the server answers, as far as this page knows; null when it does not know. */
export function useReachable(): boolean | null {
  return useStore(evidenceStore, (held) => held?.reachable ?? null)
}

/** How fresh the page is, by the second; null where nothing on the page is live. */
export function useFreshness(): Freshness | null {
  const now = useNow()
  const evidence = useStore(evidenceStore)
  return evidence && freshness(evidence, now)
}
