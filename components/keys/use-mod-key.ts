'use client'
import { useSyncExternalStore } from 'react'

const NEVER = () => () => {}

/** What is written on the key that goes with letters on this computer. */
export function useModKey(): '⌘' | 'Ctrl' {
  return useSyncExternalStore(
    NEVER,
    () => (/Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl'),
    () => 'Ctrl',
  )
}
