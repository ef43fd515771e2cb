import { beforeEach, expect, test } from 'vitest'
import { createFakeClock, type FakeClock } from '../testing/fake-clock.ts'
import { type ArchiveLife, watchArchiveLife } from './archive-life.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

let clock: FakeClock
let told: string[]
let session: { streams: Map<string, true>; connections: Map<string, true> }
let life: ArchiveLife

/** Mia is there; whether she publishes from the start on is said. */
const begin = (publishes: boolean): void => {
  session = { streams: new Map(publishes ? [['mia', true]] : []), connections: new Map([['mia', true]]) }
  life = watchArchiveLife({
    clock,
    session,
    paused: () => told.push('paused'),
    resumed: () => told.push('resumed'),
    ended: (reason) => told.push(reason),
  })
}
const publishes = (isPublishing: boolean): void => {
  if (isPublishing) session.streams.set('mia', true)
  else session.streams.delete('mia')
  life.changed()
}
const isThere = (present: boolean): void => {
  if (present) session.connections.set('mia', true)
  else session.connections.delete('mia')
  life.changed()
}

beforeEach(() => {
  clock = createFakeClock()
  told = []
})

test('a recording for which nobody publishes ends after a minute', () => {
  begin(false)
  clock.advance(MINUTE - 1)
  expect(told).toEqual([])
  clock.advance(1)
  expect(told).toEqual(['maximum idle time exceeded'])
})

test('one who publishes in the last second keeps it, and its time begins with her', () => {
  begin(false)
  clock.advance(59 * SECOND)
  publishes(true)
  clock.advance(10 * SECOND)
  expect(told).toEqual(['resumed'])
  expect(life.recordedMs()).toBe(10 * SECOND)
})

test('it pauses when nobody publishes and goes on when somebody does, and counts no pause', () => {
  begin(true)
  clock.advance(10 * SECOND)
  publishes(false)
  clock.advance(59 * MINUTE)
  publishes(true)
  clock.advance(5 * SECOND)
  publishes(false)
  expect(told).toEqual(['resumed', 'paused', 'resumed', 'paused'])
  expect(life.recordedMs()).toBe(15 * SECOND)
  clock.advance(60 * MINUTE - 1)
  expect(told).not.toContain('maximum idle time exceeded')
  clock.advance(1)
  expect(told.at(-1)).toBe('maximum idle time exceeded')
})

test('four hours of recorded time are its length, pauses not counted', () => {
  begin(true)
  clock.advance(3 * HOUR)
  publishes(false)
  clock.advance(30 * MINUTE)
  publishes(true)
  clock.advance(HOUR - 1)
  expect(told).not.toContain('maximum duration exceeded')
  clock.advance(1)
  expect(told.at(-1)).toBe('maximum duration exceeded')
})

test('twelve hours are its age, however little of it was recorded', () => {
  begin(true)
  for (let hour = 0; hour < 11; hour += 1) {
    publishes(false)
    clock.advance(59 * MINUTE)
    publishes(true)
    clock.advance(MINUTE)
  }
  publishes(false)
  clock.advance(30 * MINUTE)
  publishes(true)
  expect(told).not.toContain('maximum duration exceeded')
  clock.advance(30 * MINUTE)
  expect(told.at(-1)).toBe('maximum duration exceeded')
})

test('a minute after the last has left it ends, unless somebody comes back in time', () => {
  begin(true)
  publishes(false)
  isThere(false)
  clock.advance(MINUTE - 1)
  isThere(true)
  clock.advance(30 * SECOND)
  isThere(false)
  clock.advance(MINUTE - 1)
  expect(told).toEqual(['resumed', 'paused'])
  clock.advance(1)
  expect(told.at(-1)).toBe('session ended')
})

test('what was closed says nothing more', () => {
  begin(true)
  life.close()
  clock.advance(13 * HOUR)
  expect(told).toEqual(['resumed'])
  expect(life.recordedMs()).toBe(0)
})
