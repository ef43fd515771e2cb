import { expect, it } from 'vitest'
import { markers } from './markers.ts'

const at = (second: number) => ({ id: String(second), second })

it('makes one mark of what would overlap', () => {
  const found = markers([at(0), at(10), at(50), at(100)], 100, 100)
  expect(found.map(({ items, left }) => [items.length, left])).toEqual([
    [2, 0],
    [1, 50],
    [1, 100],
  ])
})

it('does not chain marks into one that reaches across the lane', () => {
  expect(markers([at(0), at(10), at(20), at(30)], 100, 100).map(({ items }) => items.length)).toEqual([2, 2])
})

it('keeps what happened after the end of the file on the lane', () => {
  expect(markers([at(130)], 100, 100)[0]?.left).toBe(100)
})
