import { expect, it } from 'vitest'
import { isShown, placeOf } from './place-of.ts'

it('a stream is seen while it was there', () => {
  const place = placeOf({ fromMs: 2_500, toMs: 8_000 }, 1, 60)
  expect(place).toMatchObject({ from: 2.5, stream: 1 })
  expect([2, 2.5, 7.9, 8].map((second) => isShown(place, second))).toEqual([false, true, true, false])
})

it('one that took a moment to begin, or ended a moment before, is seen at the beginning and the end', () => {
  const place = placeOf({ fromMs: 400, toMs: 59_500 }, 0, 60)
  expect(place.from).toBe(0.4)
  expect([0, 30, 60].map((second) => isShown(place, second))).toEqual([true, true, true])
})
