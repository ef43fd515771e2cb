'use client'
import { useSyncExternalStore } from 'react'
import { useServerClock } from './clock-provider.tsx'

const NEVER = () => () => {}

/** The time zone to write times in: this browser's; while the server's page is taken over, the one the server used. */
export function useTimeZone(): string {
  const drawnIn = useServerClock().timeZone
  return useSyncExternalStore(
    NEVER,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => drawnIn,
  )
}
