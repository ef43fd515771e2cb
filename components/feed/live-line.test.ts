import { describe, expect, it } from 'vitest'
import { extendLine, packLine, unpackLine } from './live-line.ts'

const START = Date.parse('2026-11-24T20:00:00.000Z')
const aPoint = (second: number, connections: number) => ({
  at: new Date(START + second * 1_000).toISOString(),
  connections,
  publishers: 0,
  subscribers: connections,
})

describe('the line of a session', () => {
  it('travels as what changed', () => {
    const packed = packLine([aPoint(0, 4), aPoint(10, 4), aPoint(20, 5)])
    expect(packed).toEqual([START, 4, 20, 5])
    expect(unpackLine(packed)).toEqual([
      { at: START, connections: 4 },
      { at: START + 20_000, connections: 5 },
    ])
  })

  it('travels as no more than can be seen, the newest among it', () => {
    const points = Array.from({ length: 90 }, (_, index) => aPoint(index * 10, index))
    const line = unpackLine(packLine(points))
    expect(line.length).toBeLessThanOrEqual(33)
    expect(line.at(-1)).toEqual({ at: START + 890_000, connections: 89 })
  })

  it('is nothing where nothing was sampled', () => {
    expect(unpackLine(packLine([]))).toEqual([])
  })

  it('goes on with each change, and forgets what left the window', () => {
    const line = [20, 25, 50].map((at) => ({ at, connections: at }))
    expect(extendLine(line, { at: 51, connections: 1 }, 36).map(({ at }) => at)).toEqual([25, 50, 51])
  })

  it('does not grow by the same counts, nor by old news', () => {
    const line = [{ at: 20, connections: 3 }]
    expect(extendLine(line, { at: 30, connections: 3 }, 0)).toBe(line)
    expect(extendLine(line, { at: 10, connections: 9 }, 0)).toBe(line)
  })
})
