'use client'
import { useEffect } from 'react'
import { announce } from '#components/ui/live-region.tsx'
import type { Notice } from './room-notices.tsx'

const FAILED = {
  refused: 'Your camera or microphone could not be opened. Others do not see or hear you.',
  'not-allowed': 'You may watch here, but not publish.',
  network: 'Your picture did not get through the network. Others do not see or hear you.',
} as const

/** Tells somebody when others do not see or hear them, and why. */
export function useOwnTrouble(
  why: keyof typeof FAILED | null,
  taken: boolean,
  add: (notice: Notice) => void,
): void {
  useEffect(() => {
    if (why) add({ kind: 'own-failed', words: FAILED[why] })
  }, [why, add])
  useEffect(() => {
    if (!taken) return
    add({ kind: 'taken' })
    announce('Unpublished by a moderator', 'own')
  }, [taken, add])
}
