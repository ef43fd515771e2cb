import { expect, it } from 'vitest'
import { parsePlace } from './parse-place.ts'

it.each([
  ['41:34', 2_494_000],
  ['1:09:20', 4_160_000],
  ['90', 90_000],
  [' 0:05.5 ', 5_500],
  ['', null],
  ['1:75', null],
  ['1:2:3:4', null],
  ['-5', null],
  ['ten', null],
])('"%s" is a place in a recording', (text, ms) => {
  expect(parsePlace(text)).toBe(ms)
})
