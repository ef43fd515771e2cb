import { expect, test } from 'vitest'
import { createGate } from './gate.ts'

test('two are let in at once, the third when one of them has left, even if he leaves twice', async () => {
  const gate = createGate(2)
  const inside: string[] = []
  const come = async (name: string) => {
    const leave = await gate.enter()
    inside.push(name)
    return leave
  }
  const first = await come('first')
  await come('second')
  const third = come('third')
  const fourth = come('fourth')
  await Promise.resolve()
  expect(inside).toEqual(['first', 'second'])
  first()
  first()
  await third
  await Promise.resolve()
  expect(inside).toEqual(['first', 'second', 'third'])
  ;(await third)()
  await fourth
  expect(inside).toEqual(['first', 'second', 'third', 'fourth'])
})
