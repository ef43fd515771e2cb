import { expect, test } from 'vitest'
import { eventually } from './eventually.ts'

test('waits until the condition holds, and asks no more afterwards', async () => {
  let asked = 0
  await eventually(() => ++asked === 3 || 'not yet', { everyMs: 1 })
  expect(asked).toBe(3)
})

test('says the last reason when the time is up', async () => {
  const never = eventually(() => 'Mia is not on the wall yet', { timeoutMs: 20, everyMs: 5 })
  await expect(never).rejects.toThrow('After 20 ms: Mia is not on the wall yet')
})

test('takes what the condition throws as the reason', async () => {
  const broken = eventually(
    () => {
      throw new Error('no such page')
    },
    { timeoutMs: 10, everyMs: 5 },
  )
  await expect(broken).rejects.toThrow('After 10 ms: no such page')
})
