'use client'
import { useSyncExternalStore } from 'react'
import { createAnnouncer } from './announcer.ts'

type Heard = { polite: string; assertive: string; count: number }

const SILENCE: Heard = { polite: '', assertive: '', count: 0 }
let heard = SILENCE
const listeners = new Set<() => void>()

/** Says something to those who do not see it happen. */
export const announce = createAnnouncer(
  (speech) => {
    heard = { ...heard, ...speech, count: heard.count + 1 }
    for (const listener of listeners) listener()
  },
  { now: () => performance.now(), later: (run, ms) => void setTimeout(run, ms) },
)

/** The one place on a page that speaks by itself; stands in the console's and the room's frame. */
export function LiveRegion() {
  const { polite, assertive, count } = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => heard,
    () => SILENCE,
  )
  // The same words twice are two pieces of news: a space at the end tells them apart for the screen reader.
  const again = count % 2 === 0 ? '' : '\u00a0'
  return (
    <div className="sr-only">
      <div role="status">{polite && polite + again}</div>
      <div role="alert">{assertive && assertive + again}</div>
    </div>
  )
}
