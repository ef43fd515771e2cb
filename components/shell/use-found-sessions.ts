'use client'
import { useEffect, useState } from 'react'
import type { FoundSession } from '#lib/live/find-sessions.ts'

type Found = { state: 'loading' } | { state: 'failed' } | { state: 'found'; sessions: FoundSession[] }

/** The live sessions by name, asked for when the palette opens: whichever page is behind it. */
export function useFoundSessions(): Found {
  const [found, setFound] = useState<Found>({ state: 'loading' })
  useEffect(() => {
    const request = new AbortController()
    load(request.signal).then(
      (sessions) => setFound({ state: 'found', sessions }),
      () => request.signal.aborted || setFound({ state: 'failed' }),
    )
    return () => request.abort()
  }, [])
  return found
}

async function load(signal: AbortSignal): Promise<FoundSession[]> {
  const answer = await fetch('/api/sessions', { signal, cache: 'no-store' })
  if (!answer.ok) throw new Error(`Sessions were answered ${answer.status}`)
  const { sessions }: { sessions: FoundSession[] } = await answer.json()
  return sessions
}
