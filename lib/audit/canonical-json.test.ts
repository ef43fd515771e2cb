import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from './canonical-json.ts'

test('the text does not depend on the order in which keys were written', () => {
  expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: null })).toBe('{"a":null,"b":[{"c":2,"d":1}]}')
  expect(canonicalJson({ a: null, b: [{ c: 2, d: 1 }] })).toBe('{"a":null,"b":[{"c":2,"d":1}]}')
})

test('what is left out and what is undefined are the same', () => {
  expect(canonicalJson({ a: 1, b: undefined })).toBe(canonicalJson({ a: 1 }))
})

test('a date, a big number and a time zone have one form', () => {
  expect(canonicalJson({ at: new Date('2026-11-24T21:56:06+01:00'), seq: 12n })).toBe(
    '{"at":"2026-11-24T20:56:06.000Z","seq":"12"}',
  )
})

test('text that PostgreSQL cannot keep is replaced before it is hashed', () => {
  expect(canonicalJson('a\0b\uD800c')).toBe('"a\uFFFDb\uFFFDc"')
})

test('the canonical text of the value read back is the canonical text', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value)
      expect(canonicalJson(JSON.parse(text))).toBe(text)
    }),
  )
})
