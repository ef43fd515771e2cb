import { describe, expect, it } from 'vitest'
import { rowsInSight, scrollToRow } from './rows-in-sight.ts'

describe('a list of which only a part is drawn', () => {
  it('draws what is in sight and eight rows around it', () => {
    expect(rowsInSight(300, 36, { top: 3_600, height: 720 })).toEqual({
      first: 100,
      last: 120,
      from: 92,
      to: 128,
    })
  })

  it('draws no row that is not there', () => {
    expect(rowsInSight(3, 36, { top: 0, height: 720 })).toEqual({ first: 0, last: 3, from: 0, to: 3 })
    expect(rowsInSight(0, 36, { top: 0, height: 720 })).toEqual({ first: 0, last: 0, from: 0, to: 0 })
    expect(rowsInSight(10, 36, { top: 9_999, height: 720 })).toMatchObject({ first: 9, last: 10 })
  })

  it('scrolls just so far that a row is in sight, and not at all when it is', () => {
    const sight = { top: 360, height: 360 }
    expect(scrollToRow(12, 36, sight)).toBeNull()
    expect(scrollToRow(9, 36, sight)).toBe(324)
    expect(scrollToRow(20, 36, sight)).toBe(396)
  })
})
