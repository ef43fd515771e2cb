import { expect, it } from 'vitest'
import type { Person } from './group-people.ts'
import { nextPresent, placeAmong } from './walk.ts'

const somebody = (id: string, left = false): Person => ({
  id,
  platformId: id,
  name: id,
  kind: 'publisher',
  role: 'publisher',
  since: null,
  left: left ? { at: '2026-11-24T21:56:06.000Z', reason: null } : null,
  flags: [],
  streams: [],
  everPublished: new Set(),
})
const [ada, ben, mia, zara] = ['ada', 'ben', 'mia', 'zara'].map((name) => somebody(name))
const there = [ada, ben, mia, zara].flatMap((person) => person ?? [])
const next = (people: readonly Person[], from: string | null, step: 1 | -1, place: number | null = null) =>
  nextPresent(people, from, step, place)?.id

it('goes from one to the next, and stops at the ends', () => {
  expect(next(there, 'ben', 1)).toBe('mia')
  expect(next(there, 'ben', -1)).toBe('ada')
  expect(next(there, 'zara', 1)).toBe('zara')
  expect(next(there, null, 1)).toBe('ada')
})

it('never stops at somebody who has left', () => {
  const people = [...there, somebody('sam', true), somebody('theo', true)]
  expect(next(people, 'zara', 1)).toBe('zara')
  expect(next(people, 'theo', -1)).toBe('zara')
})

it('goes on from where the chosen person stood before they left', () => {
  const place = placeAmong(there, 'ben')
  const after = [...there.filter(({ id }) => id !== 'ben'), somebody('ben', true)]
  expect(next(after, 'ben', 1, place)).toBe('mia')
  expect(next(after, 'ben', -1, place)).toBe('ada')
})

it('has nowhere to go in an empty room', () => {
  expect(next([somebody('sam', true)], 'sam', 1, 0)).toBeUndefined()
})
