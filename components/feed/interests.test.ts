import { describe, expect, it } from 'vitest'
import { covers, unionOf } from './interests.ts'

describe('what the tabs of a browser want from one connection', () => {
  it('is nothing when nobody wants anything', () => {
    expect(unionOf([])).toBeNull()
  })

  it('starts where the slowest of them stands, with the sessions of all', () => {
    const tabs = [
      { since: 120, sessions: ['b'] },
      { since: 100, sessions: ['a', 'b'] },
    ]
    expect(unionOf(tabs)).toEqual({ since: 100, sessions: ['a', 'b'] })
  })

  it('is covered by a connection that began earlier and knows the session', () => {
    const running = { since: 100, sessions: ['a', 'b'] }
    expect(covers(running, { since: 100, sessions: ['a'] })).toBe(true)
    expect(covers(running, { since: 99, sessions: [] })).toBe(false)
    expect(covers(running, { since: 120, sessions: ['c'] })).toBe(false)
  })
})
