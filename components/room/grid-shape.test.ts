import { describe, expect, it } from 'vitest'
import { gridShape } from './grid-shape.ts'

describe('the grid of a room', () => {
  it('grows from one picture to four columns of three', () => {
    expect([1, 2, 4, 6, 9, 12, 20].map((count) => gridShape(count, false))).toEqual([
      { columns: 1, rows: 1 },
      { columns: 2, rows: 1 },
      { columns: 2, rows: 2 },
      { columns: 3, rows: 2 },
      { columns: 3, rows: 3 },
      { columns: 4, rows: 3 },
      { columns: 4, rows: 3 },
    ])
  })

  it('stands upright on a phone', () => {
    expect([1, 2, 3, 6, 9].map((count) => gridShape(count, true))).toEqual([
      { columns: 1, rows: 1 },
      { columns: 1, rows: 2 },
      { columns: 2, rows: 2 },
      { columns: 2, rows: 3 },
      { columns: 2, rows: 3 },
    ])
  })
})
