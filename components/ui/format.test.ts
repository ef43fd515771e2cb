import { describe, expect, it } from 'vitest'
import {
  formatAge,
  formatBytes,
  formatCount,
  formatDayTime,
  formatDuration,
  formatTime,
  formatUtc,
} from './format.ts'

const NOON = Date.parse('2026-11-24T12:00:00Z')

describe('formats', () => {
  it.each([
    [0, '00:00'],
    [42 * 60, '42:00'],
    [4_720, '1:18:40'],
    [-3, '00:00'],
  ])('writes a running time of %d seconds as %s', (seconds, words) => {
    expect(formatDuration(seconds)).toBe(words)
  })

  it.each([
    [400, '0\u00a0s'],
    [38_900, '38\u00a0s'],
    [125_000, '2\u00a0min'],
    [4 * 3_600_000, '4\u00a0h'],
    [61 * 3_600_000, '2\u00a0d'],
  ])('writes an age of %d milliseconds as %s', (age, words) => {
    expect(formatAge(age)).toBe(words)
  })

  it('writes tenths where the age is of an action', () => {
    expect(formatAge(412, { tenths: true })).toBe('0.4\u00a0s')
    expect(formatAge(12_400, { tenths: true })).toBe('12\u00a0s')
  })

  it('writes the day only when it is not today, and the year only when it is not this one', () => {
    const when = { now: NOON, timeZone: 'UTC' }
    expect(formatTime('2026-11-24T09:05:06Z', when)).toBe('09:05')
    expect(formatTime('2026-11-24T09:05:06Z', { ...when, seconds: true })).toBe('09:05:06')
    expect(formatTime('2026-09-03T21:55:00Z', when)).toBe('3 Sep 21:55')
    expect(formatTime('2025-11-24T21:55:00Z', when)).toBe('24 Nov 2025 21:55')
  })

  it('goes by the zone of the reader', () => {
    expect(formatTime('2026-11-24T23:30:00Z', { now: NOON, timeZone: 'Europe/Berlin' })).toBe('25 Nov 00:30')
    expect(formatDayTime('2026-11-24T20:14:00Z', 'Europe/Berlin')).toBe('Tue 24 Nov, 21:14')
    expect(formatUtc('2026-11-24T20:14:09Z')).toBe('24 Nov 2026, 20:14:09 UTC')
  })

  it('writes counts and sizes in short', () => {
    expect(formatCount(4102)).toBe('4,102')
    expect(formatBytes(0)).toBe('0\u00a0B')
    expect(formatBytes(2_100_000_000)).toBe('2.1\u00a0GB')
    expect(formatBytes(123_400)).toBe('123\u00a0kB')
  })
})
