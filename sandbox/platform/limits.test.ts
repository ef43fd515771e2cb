import { expect, test } from 'vitest'
import { connectionLimit, limitsSchema } from './limits.ts'

test.each([
  [0, 15_000],
  [2, 15_000],
  [6, 9_500],
  [10, 4_000],
  [50, 800],
  [55, 700],
  [110, 350],
])('with %i publishers a session takes %i connections', (publishers, connections) => {
  expect(connectionLimit(publishers, limitsSchema.parse({}))).toBe(connections)
})

test("a limit of one's own holds whoever publishes", () => {
  expect(connectionLimit(55, limitsSchema.parse({ connections: 3 }))).toBe(3)
})
