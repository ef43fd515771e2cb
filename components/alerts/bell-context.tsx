'use client'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import { subscribeToFeed } from '#components/feed/feed.ts'
import { useFreshPage } from '#components/feed/use-fresh-page.ts'
import { announce } from '#components/ui/live-region.tsx'
import type { AlertCount, AlertView, Bell } from '#lib/alerts/model.ts'

/** Alerts come in flocks: one question for all that come within a second. */
const GATHER_MS = 1_000

type Heard = AlertCount & { newest: AlertView[] | null }
type BellFacts = { heard: Heard | null; failed: boolean; ask: () => void }

const BellContext = createContext<BellFacts>({ heard: null, failed: false, ask: () => {} })

/** How many alerts are open, and the newest of them once they were asked for. */
export const useBell = () => useContext(BellContext)

/** Keeps the number of open alerts true on every page, and says when new ones come. */
export function BellProvider({ first, children }: { first: AlertCount | null; children: ReactNode }) {
  const { fetched, failed, ask } = useFetchedBell()
  // A page that was taken anew may know more than what was asked before it.
  const heard = useMemo(() => {
    if (first === null) return null
    return fetched && fetched.position >= first.position ? fetched : { ...first, newest: null }
  }, [first, fetched])
  useAlertNews(first?.position ?? null, ask)
  useNewsSpoken(heard)
  const facts = useMemo(() => ({ heard, failed, ask }), [heard, failed, ask])
  return <BellContext value={facts}>{children}</BellContext>
}

function useFetchedBell() {
  const [fetched, setFetched] = useState<Bell | null>(null)
  const [failed, setFailed] = useState(false)
  const ask = useCallback(() => {
    loadBell().then(
      (bell) => {
        setFailed(false)
        setFetched((held) => (held && held.position > bell.position ? held : bell))
      },
      () => setFailed(true),
    )
  }, [])
  return { fetched, failed, ask }
}

async function loadBell(): Promise<Bell> {
  const answer = await fetch('/api/alerts', { cache: 'no-store' })
  if (!answer.ok) throw new Error(`Alerts were answered ${answer.status}`)
  return answer.json()
}

/** The feed tells only that an alert changed: who may read it asks. */
function useAlertNews(position: number | null, ask: () => void): void {
  useFreshPage()
  useEffect(() => {
    if (position === null) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const leave = subscribeToFeed({ since: position, sessions: [] }, ({ change }) => {
      if (change.kind !== 'alert') return
      timer ??= setTimeout(() => {
        timer = undefined
        ask()
      }, GATHER_MS)
    })
    return () => {
      clearTimeout(timer)
      leave()
    }
  }, [position, ask])
}

/** Tells those who do not see the bell how many are new. */
function useNewsSpoken(heard: Heard | null): void {
  const [known, setKnown] = useState(heard?.newestAt ?? '')
  const newestAt = heard?.newestAt ?? ''
  const newest = heard?.newest
  useEffect(() => {
    if (newestAt <= known) return
    const added = newest?.filter(({ at }) => at > known).length ?? 0
    if (added > 0) announce(added === 1 ? '1 new alert' : `${added} new alerts`)
    setKnown(newestAt)
  }, [known, newestAt, newest])
}
