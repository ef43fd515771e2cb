import type { FeedMessage } from '#lib/live/model.ts'
import type { FeedEvent, Interest } from './feed-event.ts'
import { covers, unionOf } from './interests.ts'

type Subscription = Interest & { apply: (message: FeedMessage) => void }

/**
 * The parts of this tab that show something live. Each hears every change after its own snapshot exactly once, in order:
 * what comes twice is dropped by its number, and a line that began after a part's position is not listened to but asked
 * to begin earlier.
 */
export function createSubscriptions(want: (interest: Interest | null) => void) {
  const all = new Set<Subscription>()
  return {
    add(interest: Interest, apply: (message: FeedMessage) => void): () => void {
      const own: Subscription = { ...interest, apply }
      all.add(own)
      want(unionOf(all))
      return () => {
        all.delete(own)
        want(unionOf(all))
      }
    },
    hear(event: FeedEvent): void {
      if (event.kind !== 'change') return
      let missed = false
      for (const subscription of all) {
        if (event.message.seq <= subscription.since) continue
        if (!covers(event.from, subscription)) missed = true
        else {
          subscription.since = event.message.seq
          subscription.apply(event.message)
        }
      }
      if (missed) want(unionOf(all))
    },
    /** Where this tab stands, for whoever leads next. */
    interest: (): Interest | null => unionOf(all),
  }
}
