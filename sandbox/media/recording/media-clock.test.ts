import { expect, test } from 'vitest'
import { createMediaClock } from './media-clock.ts'

test('times follow the sender, anchored at the arrival of the first packet, over the wrap of its counter', () => {
  const clock = createMediaClock(90_000)
  const start = 2 ** 32 - 90_000
  expect(clock.at(start, 5)).toBe(5)
  expect(clock.at(start + 45_000, 99)).toBe(5.5)
  expect(clock.at(45_000, 99)).toBe(6.5)
  // One that was sent earlier and came later.
  expect(clock.at(0, 99)).toBe(6)
  expect(clock.correction()).toBe(0)
})

test('a first packet that was long under way is found out by quicker ones', () => {
  const clock = createMediaClock(1_000)
  clock.at(0, 5)
  clock.at(100, 5.02)
  clock.at(200, 4.99 + 0.2)
  clock.at(300, 5.5)
  expect(clock.correction()).toBeCloseTo(-0.08)
})

test('clocks that drift apart are not taken for quick packets', () => {
  const clock = createMediaClock(1_000)
  for (let second = 0; second <= 3_600; second += 1) clock.at(second * 1_000, second * 0.999)
  expect(clock.correction()).toBeCloseTo(-0.009)
})
