import { expect, it } from 'vitest'
import { moveInList } from './move-in-list.ts'

it('moves in a list, and stops at its ends', () => {
  const ids = ['a', 'b', 'c']
  expect(moveInList(ids, 'a', 1)).toBe('b')
  expect(moveInList(ids, 'c', 1)).toBe('c')
  expect(moveInList(ids, 'b', -5)).toBe('a')
  expect(moveInList(ids, 'b', 'last')).toBe('c')
})

it('begins at the first when nothing is chosen, or what was is gone', () => {
  expect(moveInList(['a', 'b'], null, 1)).toBe('a')
  expect(moveInList(['a', 'b'], 'z', -1)).toBe('a')
  expect(moveInList([], null, 1)).toBeNull()
})
