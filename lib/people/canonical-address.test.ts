import { expect, test } from 'vitest'
import { canonicalAddress } from './canonical-address.ts'

test.each([
  ['Ines.Duarte@Northlight.example ', 'ines.duarte@northlight.example'],
  ['ines＠northlight.example', 'ines@northlight.example'],
  ['ｉｎｅｓ@northlight.example', 'ines@northlight.example'],
])('%s is one address', (typed, canonical) => {
  expect(canonicalAddress(typed)).toBe(canonical)
})

test.each([
  'ines',
  'ines@northlight.example, mallory@evil.example',
  'ines@northlight.example;mallory@evil.example',
  'ines@northlight.example\r\nBcc: mallory@evil.example',
  '"ines@northlight.example"@evil.example',
  '"a b"@northlight.example',
  'Ines <ines@northlight.example>',
  'ines@northlight.example＠evil.example',
  'ines@northlight.example\0',
  '@northlight.example',
  `${'x'.repeat(250)}@northlight.example`,
  '',
])('%j is none', (typed) => {
  expect(canonicalAddress(typed)).toBeNull()
})
