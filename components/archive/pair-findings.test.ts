import { expect, it } from 'vitest'
import { pairFindings } from './pair-findings.ts'

const at = (id: string, from: number, to: number | null = null) => ({
  id,
  fromMs: from * 1_000,
  toMs: to === null ? null : to * 1_000,
})
const ids = (pairs: ReturnType<typeof pairFindings<ReturnType<typeof at>>>) =>
  pairs.map(({ first, second }) => [first?.id, second?.id])

it('what two people found at one place stands side by side, in the order of the recording', () => {
  const first = [at('shouting', 40, 60), at('phone number', 300)]
  const second = [at('mute', 200), at('noise', 55, 70), at('number', 303)]
  expect(ids(pairFindings(first, second))).toEqual([
    ['shouting', 'noise'],
    [undefined, 'mute'],
    ['phone number', 'number'],
  ])
})

it('one finding of the other stands beside one only', () => {
  expect(ids(pairFindings([at('a', 10), at('b', 12)], [at('x', 11)]))).toEqual([
    ['a', 'x'],
    ['b', undefined],
  ])
})
