import { describe, expect, it } from 'vitest'
import { matchReason, reasonByDigit, reasonToSend } from './match-reason.ts'

const REASONS = ['Harassment', 'Shouting or noise', 'Hate', 'Minor at risk', 'Other']

describe('a reason', () => {
  it('is completed from its first letters', () => {
    expect(matchReason('shou', REASONS)).toEqual({ chosen: 'Shouting or noise', completion: 'ting or noise' })
  })

  it('is found by a word within it, without being completed', () => {
    expect(matchReason('noise', REASONS)).toEqual({ chosen: 'Shouting or noise', completion: '' })
  })

  it('is the first that fits where several do', () => {
    expect(matchReason('ha', REASONS).chosen).toBe('Harassment')
  })

  it('is taken by its digit', () => {
    expect(reasonByDigit('2', REASONS)).toBe('Shouting or noise')
    expect(reasonByDigit('8', REASONS)).toBeNull()
    expect(reasonByDigit('x', REASONS)).toBeNull()
  })

  it("is sent as the known one that was meant, or in the moderator's own words, and never empty", () => {
    expect(reasonToSend('shou', REASONS)).toBe('Shouting or noise')
    expect(reasonToSend('  sings over everybody ', REASONS)).toBe('sings over everybody')
    expect(reasonToSend('   ', REASONS)).toBeNull()
  })
})
