import { expect, test } from 'vitest'
import { KeyLimit } from './key-limit.ts'

test('a key may ask 120 times at once, and then once a second', () => {
  const limit = new KeyLimit()
  const passed = Array.from({ length: 200 }, () => limit.take('one', 1_000)).filter((wait) => wait === 0)
  expect(passed).toHaveLength(120)
  expect(limit.take('one', 1_000)).toBe(1)
  expect(limit.take('one', 2_000)).toBe(0)
  expect(limit.take('one', 2_000)).toBe(1)
  expect(limit.take('another', 2_000)).toBe(0)
})

test('rest is saved up to 120 times, not more', () => {
  const limit = new KeyLimit()
  for (let asked = 0; asked < 120; asked++) limit.take('one', 0)
  const later = Array.from({ length: 200 }, () => limit.take('one', 3_600_000)).filter((wait) => wait === 0)
  expect(later).toHaveLength(120)
})
