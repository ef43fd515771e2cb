import { describe, expect, it } from 'vitest'
import { countSeries } from './count-series.ts'
import { ceiling } from './counts-plot.ts'
import { at } from './session-builders.ts'

const point = (clock: string, connections: number) => ({
  at: at(clock),
  connections,
  publishers: 1,
  subscribers: connections - 1,
})
const seconds = (clock: string) => Date.parse(at(clock)) / 1000

describe('counts over time', () => {
  it('hold their last value for as long as there is evidence', () => {
    const series = countSeries([point('21:00:00', 5)], at('21:10:00'), Date.parse(at('21:10:30')))
    expect(series.at).toEqual([seconds('21:00:00'), seconds('21:10:30')])
    expect(series.connections).toEqual([5, 5])
  })

  it('have a gap from where nothing is known any more', () => {
    const series = countSeries([point('21:00:00', 5)], at('21:10:00'), Date.parse(at('21:20:00')))
    expect(series.connections).toEqual([5, 5, null, null])
    expect(series.at.at(1)).toBe(seconds('21:11:30'))
  })

  it('drop what is not later than the point before', () => {
    const series = countSeries(
      [point('21:00:00', 5), point('21:00:00', 6)],
      at('21:00:00'),
      Date.parse(at('21:00:00')),
    )
    expect(series.connections[0]).toBe(5)
    expect(new Set(series.at).size).toBe(series.at.length)
  })

  it('are drawn under four grid lines that divide evenly', () => {
    expect([0, 3, 14, 64, 212].map(ceiling)).toEqual([4, 4, 20, 80, 400])
  })
})
