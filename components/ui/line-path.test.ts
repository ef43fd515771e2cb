import { describe, expect, it } from 'vitest'
import { linePath } from './line-path.ts'

describe('the line of a sparkline', () => {
  it('is nothing without values', () => {
    expect(linePath([], 50, 12)).toEqual({ path: '', end: null })
  })

  it('lies in the middle when nothing changes', () => {
    expect(linePath([4, 4, 4], 50, 12)).toEqual({ path: 'M0 6L25 6L50 6', end: { x: 50, y: 6 } })
  })

  it('draws one value as a line to now', () => {
    expect(linePath([3], 50, 12).path).toBe('M0 6L50 6')
  })

  it('begins where something is known', () => {
    expect(linePath([null, null, 4], 50, 12)).toEqual({ path: 'M50 6', end: { x: 50, y: 6 } })
    expect(linePath([null, 4, 4], 50, 12).path).toBe('M25 6L50 6')
  })

  it('reaches from bottom to top when much changes', () => {
    expect(linePath([0, 100], 50, 12).path).toBe('M0 12L50 0')
  })

  it('does not make a mountain of one person among two hundred', () => {
    const { path } = linePath([200, 201], 50, 12)
    expect(path).toBe('M0 6.1L50 5.9')
  })
})
