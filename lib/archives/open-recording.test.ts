import { expect, test } from 'vitest'
import { rangeOf } from './open-recording.ts'

test.each([
  [null, null],
  ['bytes=0-0', { from: 0, to: 0 }],
  ['bytes=10-', { from: 10, to: 99 }],
  ['bytes=10-19', { from: 10, to: 19 }],
  ['bytes=90-1000', { from: 90, to: 99 }],
  ['bytes=-10', { from: 90, to: 99 }],
  ['bytes=-1000', { from: 0, to: 99 }],
  ['bytes=-0', 'beyond'],
  ['bytes=100-', 'beyond'],
  ['bytes=100-101', 'beyond'],
  ['bytes=20-10', null],
  ['bytes=0-1,5-6', null],
  ['bytes=0-1,0-1,0-1', null],
  ['items=0-1', null],
  ['bytes=a-b', null],
  ['bytes=0x10-', null],
] as const)('of 100 bytes "%s" asks for %o', (header, part) => {
  expect(rangeOf(header, 100)).toEqual(part)
})
