import { expect, test } from 'vitest'
import { createMediaClock } from './media-clock.ts'

test('times follow the sender, anchored at the arrival of the first packet, over the wrap of its counter', () => {
  const clock = createMediaClock(90_000)
  const start = 2 ** 32 - 90_000
  expect(clock(start, 5)).toBe(5)
  expect(clock(start + 45_000, 99)).toBe(5.5)
  expect(clock(45_000, 99)).toBe(6.5)
  // One that was sent earlier and came later.
  expect(clock(0, 99)).toBe(6)
})
