import fc from 'fast-check'
import { expect, test } from 'vitest'
import { grid } from './grid.ts'

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
