'use client'
import { useEffect, useRef } from 'react'
import type { ConnectionState, Trouble } from '#components/video/connection-state.ts'
import type { RoomEnd } from './room-step.ts'

const ENDS: Record<Trouble, RoomEnd> = {
  'sdk-blocked': 'blocked',
  unsupported: 'unsupported',
  unreachable: 'lost',
  refused: 'lost',
  'not-issued': 'lost',
  ended: 'ended',
  full: 'lost',
  'not-allowed': 'lost',
  removed: 'removed',
}

/** Tells once how the connection ended for good, with the server's words when it gave some. */
export function useRoomEnd(connection: ConnectionState, onEnd: (end: RoomEnd, words?: string) => void): void {
  const told = useRef(onEnd)
  told.current = onEnd
  useEffect(() => {
    if (connection.state === 'stopped') told.current(ENDS[connection.trouble], connection.words)
  }, [connection])
}
