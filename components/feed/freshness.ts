export type FreshnessState = 'live' | 'stale' | 'lost'

/** `behindMs` is how old the page's truth is; `seenAt` the server's time up to which it is true. */
export type Freshness = { state: FreshnessState; behindMs: number; seenAt: number }

/** What is known of the line: when it last showed anything, by the server's clock, and how long that was on its way. */
export type Evidence = { heardAt: number; delayMs: number; open: boolean }

/** A beat comes every second; up to here a late one is only late. */
const BEAT_MS = 1_500
const STALE_MS = 5_000

/** How fresh the page is. A line that stands but brings nothing is stale; one that is gone is lost. */
export function freshness({ heardAt, delayMs, open }: Evidence, now: number): Freshness {
  const silence = Math.max(0, now - heardAt)
  const behindMs = silence > BEAT_MS ? silence + delayMs : delayMs
  const seenAt = heardAt - delayMs
  if (behindMs <= STALE_MS) return { state: 'live', behindMs, seenAt }
  return { state: open ? 'stale' : 'lost', behindMs, seenAt }
}
