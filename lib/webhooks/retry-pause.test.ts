import { expect, test } from 'vitest'
import { retryPause } from './retry-pause.ts'

const inTheMiddle = () => 0.5
const pauses = (count: number, random = inTheMiddle) =>
  Array.from({ length: count }, (_, index) => retryPause(index + 1, random))

test('pauses grow from seconds to hours', () => {
  expect(pauses(10)).toEqual([5, 15, 45, 135, 405, 1_215, 3_645, 10_935, 21_600, 21_600])
})

test('a dozen attempts fill the day in which a message is tried', () => {
  const day = pauses(12).reduce((sum, pause) => sum + pause)
  expect(day).toBeGreaterThan(24 * 3_600)
  expect(pauses(9).reduce((sum, pause) => sum + pause)).toBeLessThan(24 * 3_600)
})

test('no two that failed together come again together', () => {
  expect([retryPause(8, () => 0), retryPause(8, () => 0.999)]).toEqual([5_468, 16_392])
})
