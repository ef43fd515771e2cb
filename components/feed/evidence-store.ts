import { createStore } from 'zustand/vanilla'
import type { FeedEvent } from './feed-event.ts'
import type { Evidence } from './freshness.ts'

type Held = Evidence & {
  /** The server said goodbye: when the line stands again, what this browser may see can be another. */
  saidGoodbye: boolean
  /** It answers, but gives us no line. */
  refused: boolean
  /** Whether the server answers, by the last that was heard of it; null when that is not known. */
  reachable: boolean | null
}

export const evidenceStore = createStore<Held | null>(() => null)

export const evidence = {
  /** The page itself is the first evidence; the line has its chance from here on. */
  expectSince(now: number): void {
    if (!evidenceStore.getState()) {
      evidenceStore.setState(
        { heardAt: now, delayMs: 0, open: true, saidGoodbye: false, refused: false, reachable: null },
        true,
      )
    }
  },
  take(event: FeedEvent, now: number): void {
    const held = evidenceStore.getState()
    if (!held) return
    if (event.kind === 'beat') {
      const delayMs = Math.max(0, now - Date.parse(event.at))
      evidenceStore.setState({ ...held, heardAt: now, delayMs, open: true, reachable: true })
    }
    if (event.kind === 'connection') {
      const reachable = event.open || (held.reachable === false ? false : null)
      const refused = held.refused && !event.open
      evidenceStore.setState({ ...held, open: event.open, refused, reachable })
    }
    if (event.kind === 'refused') evidenceStore.setState({ ...held, refused: true })
    if (event.kind === 'probe') evidenceStore.setState({ ...held, reachable: event.answered })
    if (event.kind === 'bye') evidenceStore.setState({ ...held, saidGoodbye: true, open: false })
  },
  goodbyeIsAnswered(): void {
    const held = evidenceStore.getState()
    if (held) evidenceStore.setState({ ...held, saidGoodbye: false })
  },
}
