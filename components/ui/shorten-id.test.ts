import { expect, it } from 'vitest'
import { shortenId } from './shorten-id.ts'

it('shortens a long identifier in its middle, and leaves a short one whole', () => {
  expect(shortenId('1_MX40NzIxMjM0NX5-MTcwMDAwMDAwMDAwMH5q3Zn')).toBe('1_MX40NzIx…q3Zn')
  expect(shortenId('1_MX40NzIx-q3Zn')).toBe('1_MX40NzIx-q3Zn')
})
