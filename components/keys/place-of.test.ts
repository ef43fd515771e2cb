import { expect, test } from 'vitest'
import { placeOf } from './place-of.ts'

const rows = (...ids: string[]) => ids.map((id) => ({ id }))

test.each([
  ['what comes above it moves it on', rows('new', 'a', 'b'), { id: 'a', index: 0 }, 1],
  ['when it goes, the one in its place is chosen', rows('a', 'c'), { id: 'b', index: 1 }, 1],
  ['when the last one goes, the one before it', rows('a', 'b'), { id: 'c', index: 2 }, 1],
  ['in an empty list nothing is', rows(), { id: 'a', index: 3 }, 0],
])('%s', (_name, list, was, place) => {
  expect(placeOf(list, was)).toBe(place)
})
