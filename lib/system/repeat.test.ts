import { expect, test } from 'vitest'
import { eventually } from '../../e2e/kit/eventually.ts'
import { repeat } from './repeat.ts'

test('a failure does not end it', async () => {
  let turns = 0
  const job = repeat('test', 1, async () => {
    turns++
    if (turns === 1) throw new Error('once')
  })
  await eventually(() => turns >= 3 || `${turns} turns`)
  await job.stop()
})

test('two turns never overlap, and a stop waits for the one that runs', async () => {
  let running = 0
  let most = 0
  let turns = 0
  const job = repeat('test', 0, async () => {
    most = Math.max(most, ++running)
    await new Promise((done) => setImmediate(done))
    running--
    turns++
  })
  await eventually(() => turns >= 5 || `${turns} turns`)
  await job.stop()
  const before = turns
  expect([running, most]).toEqual([0, 1])
  await new Promise((done) => setImmediate(done))
  expect(turns).toBe(before)
})
