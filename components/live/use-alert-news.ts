'use client'
import { useEffect, useRef } from 'react'
import { announce } from '#components/ui/live-region.tsx'
import type { SessionView } from '#lib/live/model.ts'

/** Tells those who do not see the table how many alerts are new. */
export function useAlertNews(sessions: readonly SessionView[]): void {
  const known = useRef<Set<string> | null>(null)
  useEffect(() => {
    const ids = sessions.flatMap(({ openAlerts }) => openAlerts.map(({ id }) => id))
    const before = known.current
    known.current = new Set([...(before ?? []), ...ids])
    const added = before ? ids.filter((id) => !before.has(id)).length : 0
    if (added > 0) announce(added === 1 ? '1 new alert' : `${added} new alerts`)
  }, [sessions])
}
