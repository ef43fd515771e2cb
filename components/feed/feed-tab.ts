/**
 * How the tabs of a browser share one connection to the feed. Whoever holds the lock leads: it connects for all and tells
 * them what it hears. The channel is only a hint: every tab says what it wants again when somebody begins to lead, and
 * drops what it has already by the numbers. A leader that is silent for ten seconds (frozen, stuck) loses the lock to a tab
 * that somebody looks at.
 */
import type { FeedEvent, Interest } from './feed-event.ts'
import { covers, unionOf } from './interests.ts'

export type TabMessage =
  | { kind: 'wants'; tab: string; interest: Interest | null }
  | { kind: 'leads'; tab: string }
  | { kind: 'alive'; tab: string }
  | { kind: 'feed'; tab: string; event: FeedEvent }

export type TabDeps = {
  tab: string
  post(message: TabMessage): void
  /** Asks for the lock; `lead` runs when it is got, the returned function gives it back. */
  lead(steal: boolean, lead: () => void, lost: () => void): () => void
  line(tell: (event: FeedEvent) => void): {
    want(interest: Interest | null): void
    running(): Interest | null
  }
  later(run: () => void, ms: number): () => void
  isSeen(): boolean
}

export const ALIVE_MS = 2_000
export const LEADER_SILENCE_MS = 10_000

export function createFeedTab(deps: TabDeps, hear: (event: FeedEvent) => void) {
  const interests = new Map<string, Interest>()
  let own: Interest | null = null
  let leading = false
  let cancelWatch = () => {}
  let giveBack = () => {}

  const line = deps.line((event) => {
    if (!leading) return
    hear(event)
    deps.post({ kind: 'feed', tab: deps.tab, event })
  })

  function begin(): void {
    leading = true
    cancelWatch()
    if (own) interests.set(deps.tab, own)
    line.want(unionOf(interests.values()))
    deps.post({ kind: 'leads', tab: deps.tab })
    stayAlive()
  }

  function stayAlive(): void {
    deps.post({ kind: 'alive', tab: deps.tab })
    cancelWatch = deps.later(stayAlive, ALIVE_MS)
  }

  function step(): void {
    leading = false
    line.want(null)
    interests.clear()
    watchLeader()
  }

  function watchLeader(): void {
    cancelWatch()
    cancelWatch = deps.later(() => {
      if (!deps.isSeen()) return watchLeader()
      giveBack()
      giveBack = deps.lead(true, begin, step)
    }, LEADER_SILENCE_MS)
  }

  function take(tab: string, interest: Interest | null): void {
    if (!interest) {
      interests.delete(tab)
      if (interests.size === 0) line.want(null)
      return
    }
    interests.set(tab, interest)
    const running = line.running()
    if (running && covers(running, interest)) return
    const sessions = unionOf(interests.values())?.sessions ?? []
    line.want({ since: Math.min(running?.since ?? interest.since, interest.since), sessions })
  }

  giveBack = deps.lead(false, begin, step)
  watchLeader()

  return {
    /** What this tab wants to hear; null for nothing any more. */
    want(interest: Interest | null): void {
      own = interest
      if (leading) take(deps.tab, interest)
      else deps.post({ kind: 'wants', tab: deps.tab, interest })
    },
    receive(message: TabMessage): void {
      if (message.tab === deps.tab) return
      if (leading) {
        if (message.kind === 'wants') take(message.tab, message.interest)
        return
      }
      if (message.kind === 'wants') return
      watchLeader()
      if (message.kind === 'leads' && own) deps.post({ kind: 'wants', tab: deps.tab, interest: own })
      if (message.kind === 'feed') hear(message.event)
    },
    close(): void {
      cancelWatch()
      deps.post({ kind: 'wants', tab: deps.tab, interest: null })
      line.want(null)
      giveBack()
    },
  }
}

export type FeedTab = ReturnType<typeof createFeedTab>
