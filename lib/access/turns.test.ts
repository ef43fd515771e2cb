import { expect, test } from 'vitest'
import { Turns } from './turns.ts'

function aJob() {
  const { promise, resolve } = Promise.withResolvers<string>()
  return { work: () => promise, finish: () => resolve('done') }
}

test('no more than so many work at once, and all get their turn', async () => {
  const turns = new Turns(4, 200)
  let working = 0
  let most = 0
  const work = async () => {
    working += 1
    most = Math.max(most, working)
    await new Promise<void>((resolve) => setImmediate(resolve))
    working -= 1
    return 'done'
  }
  const all = await Promise.all(Array.from({ length: 200 }, () => turns.take(work)))
  expect(all.every((answer) => answer === 'done')).toBe(true)
  expect(most).toBe(4)
})

test('whoever finds too many waiting is sent away at once', async () => {
  const turns = new Turns(1, 1)
  const [first, second] = [aJob(), aJob()]
  const [working, waiting] = [turns.take(first.work), turns.take(second.work)]
  expect(await turns.take(async () => 'never')).toBeNull()
  first.finish()
  second.finish()
  expect(await Promise.all([working, waiting])).toEqual(['done', 'done'])
})

test('a turn that fails is given on', async () => {
  const turns = new Turns(1, 1)
  await expect(turns.take(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  expect(await turns.take(async () => 'next')).toBe('next')
})
