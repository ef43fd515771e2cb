import { describe, expect, it } from 'vitest'
import { freshness } from './freshness.ts'

const heard = { heardAt: 100_000, delayMs: 300, open: true }

describe('how fresh a page is', () => {
  it('is behind by what a message takes, while messages come', () => {
    expect(freshness(heard, 100_900)).toEqual({ state: 'live', behindMs: 300, seenAt: 99_700 })
  })

  it('is stale when a standing line brings nothing for five seconds', () => {
    expect(freshness(heard, 104_000).state).toBe('live')
    expect(freshness(heard, 105_000)).toEqual({ state: 'stale', behindMs: 5_300, seenAt: 99_700 })
  })

  it('is lost when the line is gone', () => {
    expect(freshness({ ...heard, open: false }, 112_000).state).toBe('lost')
  })

  it('is not lost by a break of a second', () => {
    expect(freshness({ ...heard, open: false }, 101_000).state).toBe('live')
  })

  it('is stale when messages come but are old', () => {
    expect(freshness({ ...heard, delayMs: 9_000 }, 100_100).state).toBe('stale')
  })
})
