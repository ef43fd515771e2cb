import { expect, it } from 'vitest'
import { resample } from './resample.ts'

const at = (second: number) => second * 1_000
const window = { now: 40_000, windowMs: 40_000, steps: 4 }

it('takes what was true at each step, and nothing before anything was known', () => {
  const points = [
    { at: at(15), value: 3 },
    { at: at(18), value: 5 },
    { at: at(35), value: 2 },
  ]
  expect(resample(points, ({ value }) => value, window)).toEqual([null, 5, 5, 2])
})

it('knows what was true when the window began', () => {
  expect(resample([{ at: at(-100), value: 7 }], ({ value }) => value, window)).toEqual([7, 7, 7, 7])
})
