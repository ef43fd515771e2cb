/**
 * The one connection to the feed that a browser has. It promises: what comes after `since` is told in order, without holes,
 * some of it perhaps twice; when the line is lost it is made anew from the last number heard, with growing pauses; a line
 * that is silent for five seconds counts as lost, for a half-open connection looks exactly like that.
 */
import type { FeedMessage } from '#lib/live/model.ts'
import type { FeedEvent, Interest } from './feed-event.ts'

/** The part of an EventSource that is used: so that a test can be the server. */
export type Source = {
  addEventListener(kind: string, listener: (event: { data: string }) => void): void
  close(): void
}

export type SourceDeps = {
  open(url: string): Source
  /** Whether the server still knows who we are; asked when a line breaks. Rejects when the server does not answer. */
  isSignedIn(): Promise<boolean>
  later(run: () => void, ms: number): () => void
  random(): number
}

const SILENCE_MS = 5_000
const FIRST_PAUSE_MS = 400
const LONGEST_PAUSE_MS = 8_000
/** After so many tries in a row it is no accident. */
const REFUSALS = 2

export function createSourceClient(deps: SourceDeps, tell: (event: FeedEvent) => void) {
  let wanted: Interest | null = null
  let from: Interest = { since: 0, sessions: [] }
  let source: Source | null = null
  let cancel = () => {}
  let failures = 0
  let stands = false

  function stop(): void {
    cancel()
    source?.close()
    source = null
    stands = false
  }

  function connect(): void {
    stop()
    if (!wanted) return
    from = wanted
    const opened = deps.open(feedUrl(wanted))
    source = opened
    watchSilence()
    const heard = (kind: string, hear: (data: string) => void) =>
      opened.addEventListener(kind, ({ data }) => {
        if (source === opened) hear(data)
      })
    heard('open', () => {
      failures = 0
      stands = true
      tell({ kind: 'connection', open: true })
    })
    heard('error', lost)
    heard('change', (data) => {
      watchSilence()
      tellChange(JSON.parse(data))
    })
    heard('beat', (data) => {
      watchSilence()
      tell({ kind: 'beat', ...JSON.parse(data) })
    })
    heard('reset', () => end({ kind: 'reset' }))
    heard('bye', () => {
      tell({ kind: 'bye' })
      lost()
    })
  }

  function tellChange(message: FeedMessage): void {
    if (wanted) wanted = { ...wanted, since: message.seq }
    tell({ kind: 'change', message, from })
  }

  /** No more from here: whoever takes a fresh page asks again, from the position of that page. */
  function end(event: FeedEvent): void {
    wanted = null
    stop()
    tell(event)
  }

  function watchSilence(): void {
    cancel()
    cancel = deps.later(lost, SILENCE_MS)
  }

  function lost(): void {
    stop()
    tell({ kind: 'connection', open: false })
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** failures++, LONGEST_PAUSE_MS)
    cancel = deps.later(connect, pause * (0.5 + deps.random() / 2))
    const told = (answered: boolean) => {
      if (wanted && !stands) tell({ kind: 'probe', answered })
    }
    deps.isSignedIn().then(
      (signedIn) => {
        if (!signedIn) return end({ kind: 'signed-out' })
        told(true)
        if (failures >= REFUSALS) tell({ kind: 'refused' })
      },
      () => told(false), // the next try will tell
    )
  }

  return {
    /** What is wanted from now on; the line is made anew for it. */
    want(interest: Interest | null): void {
      wanted = interest
      connect()
    },
    /** What the line brings and how far it has come, or null when there is none. */
    running: (): Interest | null => wanted,
  }
}

export function feedUrl({ since, sessions }: Interest): string {
  return `/api/feed?${new URLSearchParams({ since: String(since), sessions: sessions.join(',') })}`
}
