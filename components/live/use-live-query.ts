'use client'
import { useSearchParams } from 'next/navigation'
import { useCallback, useEffect, useRef, useState } from 'react'
import { type LiveQuery, parseLiveQuery, writeLiveQuery } from './live-query.ts'

/**
 * The query, kept here and written into the address: typing must not wait for the router, which tells of a new address
 * when it finds the time. What it tells late of our own writing is known; anything else is somebody going elsewhere (the
 * project switcher, the browser's back), and counts. Nothing is asked of the server: all that is live is here already.
 */
export function useLiveQuery(): [LiveQuery, (change: Partial<LiveQuery>) => void] {
  const params = useSearchParams()
  const [query, setQuery] = useState(() => parseLiveQuery(new URLSearchParams(params)))
  const latest = useRef(query)
  const written = useRef(new Set<string>())
  useEffect(() => {
    const told = parseLiveQuery(new URLSearchParams(params))
    const address = writeLiveQuery(told)
    if (address === writeLiveQuery(latest.current)) return written.current.clear()
    if (written.current.has(address)) return
    latest.current = told
    setQuery(told)
  }, [params])
  const change = useCallback((changed: Partial<LiveQuery>) => {
    latest.current = { ...latest.current, ...changed }
    setQuery(latest.current)
    const address = writeLiveQuery(latest.current)
    written.current.add(address)
    window.history.replaceState(null, '', `${location.pathname}${address}`)
  }, [])
  return [query, change]
}
