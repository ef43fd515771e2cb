import { expect, test } from 'vitest'
import { type FeedItem, FeedRing } from './feed-ring.ts'

const item = (seq: number, at = seq, size = 10): FeedItem => ({
  seq,
  at,
  projectId: 'p',
  sessionId: 's',
  kind: 'session',
  bytes: new Uint8Array(size),
})

function ring(limits = { milliseconds: 1_000, bytes: 10_000 }, count = 5): FeedRing {
  const made = new FeedRing(10, limits)
  for (let seq = 11; seq < 11 + count; seq++) made.add(item(seq))
  return made
}

const numbers = (items: readonly FeedItem[] | null) => items?.map((one) => one.seq)

test('a reader gets exactly what came after its position', () => {
  expect(numbers(ring().after(12))).toEqual([13, 14, 15])
  expect(numbers(ring().after(10))).toEqual([11, 12, 13, 14, 15])
  expect(numbers(ring().after(15))).toEqual([])
})

test('a position before the window, ahead of the feed, or no number at all cannot be continued', () => {
  for (const since of [9, 0, -1, 16, 1e15, Number.NaN, 12.5]) expect(ring().after(since)).toBeNull()
})

test('an empty ring continues its own head only', () => {
  expect(numbers(new FeedRing(7).after(7))).toEqual([])
  expect(new FeedRing(7).after(6)).toBeNull()
})

test('what is too old or too much goes, oldest first', () => {
  const young = ring({ milliseconds: 2, bytes: 10_000 })
  expect(young.after(11)).toBeNull()
  expect(numbers(young.after(12))).toEqual([13, 14, 15])
  const small = ring({ milliseconds: 1_000, bytes: 25 })
  expect(numbers(small.after(13))).toEqual([14, 15])
  expect(small.after(12)).toBeNull()
})

test('an entry that does not follow is not taken', () => {
  expect(ring().add(item(17))).toBe(false)
  expect(ring().add(item(15))).toBe(false)
  expect(ring().add(item(16))).toBe(true)
})
