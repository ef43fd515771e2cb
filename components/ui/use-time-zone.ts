'use client'
import { useSyncExternalStore } from 'react'
import { useServerClock } from './clock-provider.tsx'

const NEVER = () => () => {}

/** Asked once for each page load: asking costs a formatter, and every time on a page asks at every drawing. */
let ownZone: string | null = null
const readOwnZone = (): string => {
  ownZone ??= Intl.DateTimeFormat().resolvedOptions().timeZone
  return ownZone
}

/** The time zone to write times in: this browser's; while the server's page is taken over, the one the server used. */
export function useTimeZone(): string {
  const drawnIn = useServerClock().timeZone
  return useSyncExternalStore(NEVER, readOwnZone, () => drawnIn)
}
