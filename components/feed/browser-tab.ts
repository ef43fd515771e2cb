import type { FeedEvent } from './feed-event.ts'
import { createFeedTab, type FeedTab, type TabDeps } from './feed-tab.ts'
import { createSourceClient } from './source-client.ts'

const NAME = 'gavel-feed'
/** A server that takes longer does not answer. */
const PROBE_MS = 4_000

/** This tab with the browser's own lock, channel and clock. A browser without them connects once per tab. */
export function browserTab(hear: (event: FeedEvent) => void): FeedTab {
  const channel = 'BroadcastChannel' in window ? new BroadcastChannel(NAME) : null
  const deps: TabDeps = {
    tab: crypto.randomUUID(),
    post: (message) => channel?.postMessage(message),
    lead: 'locks' in navigator && channel ? leadByLock : leadAlone,
    line: (tell) => createSourceClient({ open, isSignedIn, later, random: Math.random }, tell),
    later,
    isSeen: () => !document.hidden,
  }
  const tab = createFeedTab(deps, hear)
  channel?.addEventListener('message', ({ data }) => tab.receive(data))
  addEventListener('pagehide', ({ persisted }) => {
    // A page in the back-forward cache must not hold the lock; when it comes back, it starts anew.
    tab.close()
    if (!persisted) return
    // Nor may it show for a moment what whoever goes back to it may no longer see.
    document.body.replaceChildren()
    addEventListener('pageshow', () => location.reload(), { once: true })
  })
  return tab
}

function leadByLock(steal: boolean, lead: () => void, lost: () => void): () => void {
  const request = new AbortController()
  let release = () => request.abort()
  const hold = () =>
    new Promise<void>((resolve) => {
      release = resolve
      lead()
    })
  navigator.locks.request(NAME, steal ? { steal } : { signal: request.signal }, hold).catch(() => {
    // Asking was given up, or the lock was taken from us.
    if (!request.signal.aborted) lost()
  })
  return () => release()
}

function leadAlone(_steal: boolean, lead: () => void): () => void {
  queueMicrotask(lead)
  return () => {}
}

function later(run: () => void, ms: number): () => void {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}

function open(url: string) {
  return new EventSource(url)
}

async function isSignedIn(): Promise<boolean> {
  const answer = await fetch('/api/auth/session', {
    cache: 'no-store',
    signal: AbortSignal.timeout(PROBE_MS),
  })
  if (answer.status >= 500) throw new Error('The server is in trouble')
  if (!answer.ok) return answer.status !== 401
  const session: unknown = await answer.json()
  return typeof session === 'object' && session !== null && Object.keys(session).length > 0
}
