import { expect, it } from 'vitest'
import { totalsHistory } from './totals-history.ts'

const aPoint = (projectId: string, step: number, connections: number) => ({
  projectId,
  step,
  sessions: 1,
  connections,
  publishers: 0,
  subscribers: connections,
})

it('adds up the projects at each step, and knows nothing where nothing was sampled', () => {
  const points = [aPoint('p1', 1, 5), aPoint('p1', 2, 6), aPoint('p2', 2, 10)]
  expect(totalsHistory(points, null, 3).connections).toEqual([null, 5, 16])
  expect(totalsHistory(points, null, 3).sessions).toEqual([null, 1, 2])
  expect(totalsHistory(points, 'p2', 3).connections).toEqual([null, null, 10])
})
