import { expect, test } from 'vitest'
import { readOptions } from './read-options.ts'

test('without options everything is run', () => {
  expect(readOptions([])).toEqual({ fast: false, only: undefined, rest: [] })
})

test('a part is named, with what that tool is to be told', () => {
  expect(readOptions(['--only', 'vitest', 'lib/audit'])).toEqual({
    fast: false,
    only: 'vitest',
    rest: ['lib/audit'],
  })
})

test.each([[['--only', 'lint']], [['--only']], [['lib/audit']]])(
  '%j is refused with what there is',
  (args) => {
    expect(() => readOptions(args)).toThrow(/--only/)
  },
)
