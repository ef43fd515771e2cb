'use client'
import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo, useRef } from 'react'
import { type LiveQuery, parseLiveQuery, writeLiveQuery } from './live-query.ts'

type Change = Partial<LiveQuery>

/** The query in the address. Changing it asks the server for nothing: everything live is here already. */
export function useLiveQuery(): [LiveQuery, (change: Change) => void] {
  const params = useSearchParams()
  const query = useMemo(() => parseLiveQuery(new URLSearchParams(params)), [params])
  const latest = useRef(query)
  latest.current = query
  const change = useCallback((changed: Change) => {
    latest.current = { ...latest.current, ...changed }
    window.history.replaceState(null, '', `${location.pathname}${writeLiveQuery(latest.current)}`)
  }, [])
  return [query, change]
}
