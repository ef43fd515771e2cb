import { describe, expect, it } from 'vitest'
import type { FeedMessage } from '#lib/live/model.ts'
import type { FeedEvent, Interest } from './feed-event.ts'
import { createSubscriptions } from './subscriptions.ts'

function aTab() {
  const wanted: (Interest | null)[] = []
  const subscriptions = createSubscriptions((interest) => wanted.push(interest))
  const aPart = (since: number, sessions: string[] = []) => {
    const heard: number[] = []
    const leave = subscriptions.add({ since, sessions }, ({ seq }) => heard.push(seq))
    return { heard, leave }
  }
  const change = (seq: number, from: Interest): FeedEvent => ({
    kind: 'change',
    from,
    message: { seq, at: '', projectId: 'p', sessionId: null, change: {} } as unknown as FeedMessage, // only the number is looked at
  })
  return { wanted, aPart, hear: (seq: number, from: Interest) => subscriptions.hear(change(seq, from)) }
}

const LINE = { since: 0, sessions: [] }

describe('parts of a page that show something live', () => {
  it('hears only what came after its snapshot, and each change once', () => {
    const { aPart, hear } = aTab()
    const { heard } = aPart(10)
    for (const seq of [9, 10, 11, 12, 11, 12, 13]) hear(seq, LINE)
    expect(heard).toEqual([11, 12, 13])
  })

  it('asks for the oldest position and all sessions of its parts', () => {
    const { aPart, wanted } = aTab()
    aPart(10)
    aPart(8, ['karaoke'])
    expect(wanted.at(-1)).toEqual({ since: 8, sessions: ['karaoke'] })
  })

  it('does not listen to a line that began later, and asks for an earlier one: a hole would stay unseen', () => {
    const { aPart, hear, wanted } = aTab()
    const live = aPart(120)
    const session = aPart(100, ['karaoke'])
    hear(121, { since: 90, sessions: [] })
    expect(live.heard).toEqual([121])
    expect(session.heard).toEqual([])
    expect(wanted.at(-1)).toEqual({ since: 100, sessions: ['karaoke'] })
    for (const seq of [101, 121, 122]) hear(seq, { since: 100, sessions: ['karaoke'] })
    expect(session.heard).toEqual([101, 121, 122])
    expect(live.heard).toEqual([121, 122])
  })

  it('wants nothing when nothing is shown any more', () => {
    const { aPart, wanted } = aTab()
    aPart(10).leave()
    expect(wanted.at(-1)).toBeNull()
  })
})
