import { expect, test, vi } from 'vitest'
import { runStorm } from '../testing/storm.ts'

vi.setConfig({ testTimeout: 150_000 })

test('in a storm of everything that goes wrong nobody is lost or invented, and no callback either', async () => {
  const { problems, people, callbacks, disturbed } = await runStorm({ seconds: 20, seed: 'test' })
  expect(problems).toEqual([])
  expect(callbacks.received).toBe(callbacks.emitted)
  expect(people.agreed).toBeGreaterThan(100)
  for (const [what, count] of Object.entries({
    restored: people.restored,
    lost: people.lost,
    refused: people.refused,
    repeated: callbacks.repeated,
    answered500: callbacks.refused,
    ...disturbed,
  }))
    expect(count, what).toBeGreaterThan(0)
})
