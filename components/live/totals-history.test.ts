import { describe, expect, it } from 'vitest'
import { moveTotals, STEP_MS } from './move-totals.ts'
import { totalsHistory } from './totals-history.ts'
import { totalsOf } from './totals-of.ts'
import { changeOf, peakOf, spanOf } from './totals-span.ts'

const aPoint = (projectId: string, step: number, connections: number) => ({
  projectId,
  step,
  sessions: 1,
  connections,
  publishers: 0,
  subscribers: connections,
})

const points = [aPoint('p1', 1, 5), aPoint('p1', 2, 6), aPoint('p2', 2, 10)]
const peaks = [
  { projectId: 'p1', step: 1, own: 9, all: 9 },
  { projectId: 'p1', step: 2, own: 6, all: 17 },
  { projectId: 'p2', step: 2, own: 12, all: 18 },
]

it('adds up the projects at each step, and knows nothing where nothing was sampled', () => {
  expect(totalsHistory({ points, peaks }, null, 3).connections).toEqual([null, 5, 16])
  expect(totalsHistory({ points, peaks }, null, 3).sessions).toEqual([null, 1, 2])
  expect(totalsHistory({ points, peaks }, 'p2', 3).connections).toEqual([null, null, 10])
})

it('takes a peak from what was there at once, in one project or in all', () => {
  expect(peakOf(totalsHistory({ points, peaks }, null, 3))).toBe(18)
  expect(peakOf(totalsHistory({ points, peaks }, 'p1', 3))).toBe(9)
})

describe('while the page is open', () => {
  const connected = (connections: number) => ({ ...totalsOf([]), connections })
  const history = totalsHistory({ points, peaks }, null, 3)
  const held = { from: history, step: 0, lines: history }

  it('keeps a peak that was over before the next step, until it is a quarter of an hour old', () => {
    const high = moveTotals(held, { history, step: 0, now: connected(40) })
    let low = moveTotals(high, { history, step: 0, now: connected(3) })
    expect(peakOf(low.lines)).toBe(40)
    for (const step of [1, 2, 3]) low = moveTotals(low, { history, step, now: connected(3) })
    expect(peakOf(low.lines)).toBe(3)
  })
})

describe('what is said of the last quarter of an hour', () => {
  const now = Date.parse('2026-11-24T21:56:00.000Z')

  it('is said of all of it only when all of it is known', () => {
    expect(spanOf([4, null, 6], now)).toEqual({ known: 'whole' })
    expect(changeOf([4, null, 6])).toBe(2)
  })

  it('is otherwise dated by what is known first', () => {
    expect(spanOf([null, 5, 6], now)).toEqual({ known: 'since', at: new Date(now - STEP_MS).toISOString() })
    expect(changeOf([null, 5, 6])).toBe(1)
  })

  it('is nothing while only now is known', () => {
    expect(spanOf([null, null, 6], now)).toEqual({ known: 'nothing' })
  })
})
