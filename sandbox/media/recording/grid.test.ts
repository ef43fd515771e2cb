import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { grid, placesInGrid } from './grid.ts'

test('three people make two rows, the last one centred', () => {
  expect(grid(3, 640, 480)).toEqual([
    { x: 0, y: 0, width: 320, height: 240 },
    { x: 320, y: 0, width: 320, height: 240 },
    { x: 160, y: 240, width: 320, height: 240 },
  ])
})

test('cells never overlap, stay inside and have the even sizes an encoder wants', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 16 }),
      fc.constantFrom([640, 480], [480, 640], [1920, 1080]),
      (count, size) => {
        const [width = 0, height = 0] = size
        const cells = grid(count, width, height)
        expect(cells).toHaveLength(count)
        for (const [index, cell] of cells.entries()) {
          expect(
            [cell.x, cell.y, cell.width, cell.height].every((value) => value % 2 === 0 && value >= 0),
          ).toBe(true)
          expect(cell.x + cell.width <= width && cell.y + cell.height <= height).toBe(true)
          const overlapping = cells
            .slice(index + 1)
            .filter((other) => other.y === cell.y && Math.abs(other.x - cell.x) < cell.width)
          expect(overlapping).toEqual([])
        }
      },
    ),
  )
})

describe('places', () => {
  const span = (streamId: string, from: number, to: number) => ({ streamId, from, to })

  test('who comes takes the place of who has left; a stream that was taken out keeps its own', () => {
    const spans = [
      span('mia', 0, 10),
      span('ben', 2, 5),
      span('zoe', 6, 9),
      span('mia', 20, 30),
      span('ada', 12, 14),
    ]
    expect(placesInGrid(spans)).toEqual({ places: [0, 1, 1, 0, 1], count: 2 })
  })

  test('no two who are seen at once have the same', () => {
    const anybody = fc.record({
      from: fc.integer({ min: 0, max: 50 }),
      length: fc.integer({ min: 1, max: 50 }),
    })
    fc.assert(
      fc.property(fc.array(anybody, { maxLength: 30 }), (people) => {
        const spans = people.map(({ from, length }, index) => span(`s${index}`, from, from + length))
        const { places, count } = placesInGrid(spans)
        for (const [index, one] of spans.entries()) {
          expect(places[index]).toBeLessThan(count)
          const others = spans.filter((_, at) => at !== index && places[at] === places[index])
          expect(others.filter((other) => other.from < one.to && one.from < other.to)).toEqual([])
        }
      }),
    )
  })
})
