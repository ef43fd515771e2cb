import { afterEach, expect, test, vi } from 'vitest'
import { startBeat } from './beat.ts'

afterEach(() => vi.useRealTimers())

test('one timer serves listeners of different rhythms, until they are taken away', () => {
  vi.useFakeTimers()
  const beat = startBeat(() => Date.now())
  const counts = { fast: 0, slow: 0 }
  const stopFast = beat.every(0, () => counts.fast++)
  beat.every(200, () => counts.slow++)
  vi.advanceTimersByTime(1_000)
  expect(vi.getTimerCount()).toBe(1)
  expect(counts).toEqual({ fast: 50, slow: 5 })
  stopFast()
  vi.advanceTimersByTime(1_000)
  expect(counts).toEqual({ fast: 50, slow: 10 })
  beat.stop()
  expect(vi.getTimerCount()).toBe(0)
})
