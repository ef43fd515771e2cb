'use client'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { loadOpenTok } from './load-opentok.ts'
import { type ConnectionView, type Issued, SessionConnection, type Signal } from './session-connection.ts'

type Options = {
  issue: () => Promise<Issued>
  onSignal?: (signal: Signal) => void
  onRoomMute?: (active: boolean) => void
  /** False: nothing is asked for until somebody opens it. */
  atOnce?: boolean
}

/** One connection for as long as the component lives, and what is known of it now. */
export function useSessionConnection(options: Options): {
  connection: SessionConnection
  view: ConnectionView
} {
  const latest = useRef(options)
  latest.current = options
  const [connection] = useState(
    () =>
      new SessionConnection({
        issue: () => latest.current.issue(),
        load: loadOpenTok,
        after: (delay, then) => {
          const timer = setTimeout(then, delay)
          return () => clearTimeout(timer)
        },
        onSignal: (signal) => latest.current.onSignal?.(signal),
        onRoomMute: (active) => latest.current.onRoomMute?.(active),
      }),
  )
  const { atOnce = true } = options
  useEffect(() => {
    if (atOnce) connection.open()
    return () => connection.close()
  }, [connection, atOnce])
  const view = useSyncExternalStore(connection.subscribe, connection.view, connection.view)
  return { connection, view }
}
