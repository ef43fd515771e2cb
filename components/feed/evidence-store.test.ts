import { expect, it } from 'vitest'
import { evidence, evidenceStore } from './evidence-store.ts'
import type { FeedEvent } from './feed-event.ts'

/** What is known of the server after these events, one a second. */
function reachableAfter(...events: readonly FeedEvent[]) {
  evidenceStore.setState(null, true)
  evidence.expectSince(0)
  events.forEach((event, second) => {
    evidence.take(event, second * 1_000)
  })
  return evidenceStore.getState()?.reachable
}
const beat = { kind: 'beat', head: 1, at: new Date(0).toISOString() } as const
const cut = { kind: 'connection', open: false } as const
const probe = (answered: boolean) => ({ kind: 'probe', answered }) as const

it('knows that the server answers from whatever it sends', () => {
  expect(reachableAfter(beat)).toBe(true)
  expect(reachableAfter(cut, { kind: 'connection', open: true })).toBe(true)
})

it('knows nothing of it from a line that broke, until it was asked', () => {
  expect(reachableAfter(beat, cut)).toBeNull()
  expect(reachableAfter(beat, cut, probe(true))).toBe(true)
  expect(reachableAfter(beat, cut, probe(false))).toBe(false)
})

it('takes a server that did not answer for away until it answers, however often the line is tried', () => {
  expect(reachableAfter(cut, probe(false), cut)).toBe(false)
  expect(reachableAfter(cut, probe(false), cut, probe(true))).toBe(true)
})
