import { describe, expect, it } from 'vitest'
import type { Outcome } from './model.ts'
import { combine, FOLLOWS, mayHaveDone, outcomeOf } from './outcome.ts'

const at = (second: number) => new Date(Date.UTC(2026, 10, 24, 21, 56, second)).toISOString()
const confirmed = (second: number): Outcome => ({ state: 'confirmed', at: at(second), by: 'callback' })
const gone: Outcome = { state: 'failed', at: at(1), failure: 'already-gone' }
const combined = (...outcomes: Outcome[]) => combine(outcomes.map((outcome) => ({ outcome })))

describe('what an action with several targets came to', () => {
  it('waits while one target waits', () => {
    expect(combined(confirmed(1), { state: 'sent' })).toEqual({ state: 'sent' })
    expect(combined({ state: 'sent' }, { state: 'asked' })).toEqual({ state: 'asked' })
  })

  it('is confirmed when the last target was', () => {
    expect(combined(confirmed(1), confirmed(3), confirmed(2))).toEqual(confirmed(3))
  })

  it('is not spoilt by somebody who had left already', () => {
    expect(combined(gone, confirmed(2))).toEqual(confirmed(2))
    expect(combined(gone)).toEqual(gone)
  })

  it('fails when the platform refused one of them', () => {
    const refused: Outcome = { state: 'failed', at: at(4), failure: 'platform-refused' }
    expect(combined(confirmed(1), gone, refused)).toEqual(refused)
  })

  it('stays in doubt when one of them is', () => {
    const doubt: Outcome = { state: 'unconfirmed', at: at(9) }
    expect(combined(confirmed(1), doubt)).toEqual(doubt)
  })
})

describe('the order of outcomes', () => {
  it('lets evidence confirm late, and nothing undo a confirmation', () => {
    expect(FOLLOWS.confirmed).toContain('unconfirmed')
    expect(Object.values(FOLLOWS).flat()).not.toContain('confirmed')
  })

  it('refuses a settled row without a time', () => {
    expect(() =>
      outcomeOf({ state: 'failed', settledAt: null, failure: 'already-gone', evidence: null }),
    ).toThrow('without a time')
  })
})

describe('what happened may be due to', () => {
  const of = (...states: ('asked' | 'sent' | 'confirmed' | 'failed' | 'unconfirmed')[]) =>
    mayHaveDone(states.map((state) => ({ state }))).map(({ state }) => state)

  it('a call that failed, when no other explains it', () => {
    expect(of('failed')).toEqual(['failed'])
    expect(of('failed', 'failed')).toEqual(['failed', 'failed'])
  })

  it('those that were sent or may have been, and then to none that failed', () => {
    expect(of('failed', 'sent')).toEqual(['sent'])
    expect(of('failed', 'asked', 'unconfirmed')).toEqual(['asked', 'unconfirmed'])
  })

  it('nobody anew, when it is explained already', () => {
    expect(of('failed', 'confirmed')).toEqual([])
  })
})
