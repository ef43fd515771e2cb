'use client'
import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react'
import { clock } from './clock.ts'
import { setPreference } from './set-preference.ts'
import { TIME_ZONE_COOKIE } from './time-zone.ts'

type ServerClock = { at: number; timeZone: string }

const ServerClockContext = createContext<ServerClock>({ at: 0, timeZone: 'UTC' })

/** When and where the server drew this page: what the first render in the browser has to repeat exactly. */
export const useServerClock = (): ServerClock => useContext(ServerClockContext)

/** Tells the page the server's time, and the server (for the next page) this browser's time zone. */
export function ClockProvider({
  at,
  timeZone,
  children,
}: {
  at: string
  timeZone: string
  children: ReactNode
}) {
  const value = useMemo(() => ({ at: Date.parse(at), timeZone }), [at, timeZone])
  useEffect(() => {
    clock.observe(value.at)
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone
    if (own !== value.timeZone) setPreference(TIME_ZONE_COOKIE, own)
  }, [value])
  return <ServerClockContext value={value}>{children}</ServerClockContext>
}
