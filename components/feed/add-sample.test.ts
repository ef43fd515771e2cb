import { expect, it } from 'vitest'
import { addSample } from './add-sample.ts'
import { aSessionView } from './view-builders.ts'

const at = (minute: number) => `2026-11-24T20:${minute}:00.000Z`
const counts = (minute: number, connections: number) =>
  aSessionView({ connections, subscribers: connections, evidenceAt: at(minute) })

it('draws counts on, once for each change, and forgets what is older than the window', () => {
  const keepSince = Date.parse(at(36))
  const points = [counts(20, 1), counts(25, 2), counts(50, 3), counts(51, 3), counts(49, 9)].reduce(
    (before, session) => addSample(before, session, keepSince),
    addSample([], counts(10, 0), keepSince),
  )
  expect(points.map(({ connections }) => connections)).toEqual([2, 3])
})
