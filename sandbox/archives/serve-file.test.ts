import { expect, test } from 'vitest'
import { parseRange } from './serve-file.ts'

test.each([
  [undefined, null],
  ['bytes=-', null],
  ['lines=0-1', null],
  ['bytes=0-', { from: 0, to: 99 }],
  ['bytes=10-19', { from: 10, to: 19 }],
  ['bytes=90-500', { from: 90, to: 99 }],
  ['bytes=-10', { from: 90, to: 99 }],
  ['bytes=-500', { from: 0, to: 99 }],
  ['bytes=100-', 'bad'],
  ['bytes=20-10', 'bad'],
  ['bytes=-0', 'bad'],
] as const)('of a file of 100 bytes, %s is %j', (header, range) => {
  expect(parseRange(header, 100)).toEqual(range)
})
