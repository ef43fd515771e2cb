import { describe, expect, test } from 'vitest'
import { acceptedStep, newSeed, offerSeed } from './totp.ts'

/** The secret of RFC 6238's test vectors, "12345678901234567890", in base32. */
const SEED = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const at = (seconds: number, lastStep: bigint | null = null) => ({ now: new Date(seconds * 1_000), lastStep })

describe('a code', () => {
  // Appendix B of the RFC, SHA-1; six digits are the last six of its eight.
  test.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
  ])('of second %s is %s', (seconds, code) => {
    expect(acceptedStep(SEED, code, at(seconds))).toBe(BigInt(Math.floor(seconds / 30)))
  })

  test('counts a step early and a step late, and no further', () => {
    const verdicts = [-2, -1, 0, 1, 2].map((steps) =>
      acceptedStep(SEED, '279037', at(2_000_000_000 + steps * 30)),
    )
    expect(verdicts.map((step) => step !== null)).toEqual([false, true, true, true, false])
    expect(new Set(verdicts.filter((step) => step !== null)).size).toBe(1)
  })

  test('of a step that was accepted, or of one before it, is refused', () => {
    const step = 2_000_000_000n / 30n
    expect(acceptedStep(SEED, '279037', at(2_000_000_000, step - 1n))).toBe(step)
    expect(acceptedStep(SEED, '279037', at(2_000_000_000, step))).toBeNull()
    expect(acceptedStep(SEED, '279037', at(2_000_000_000, step + 1n))).toBeNull()
  })

  test.each(['', '27903', '2790377', 'abcdef', '２７９０３７', '27903 '])('%j is none', (code) => {
    expect(acceptedStep(SEED, code, at(2_000_000_000))).toBeNull()
  })
})

test('a new seed has 160 bits and is offered as text and as squares', () => {
  const secret = newSeed()
  expect(secret).toMatch(/^[A-Z2-7]{32}$/)
  const offer = offerSeed(secret, { email: 'ines@northlight.example', host: 'moderation.northlight.example' })
  expect(offer.uri).toContain(`secret=${secret}`)
  expect(offer.square.size).toBeGreaterThan(25)
  expect(offer.square.path).toMatch(/^(M\d+ \d+h1v1h-1z)+$/)
})
