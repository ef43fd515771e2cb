import { expect, test } from 'vitest'
import { parseArchiveId, parseConnectionId, parseSessionId, parseStreamId } from './ids.ts'

test('ids as the platform gives them out are taken as they are', () => {
  expect(parseSessionId('1_MX40NzAxMjM0fn4xNzAwMDAwMDAwMDAwfmFiY34=')).toMatchObject({ ok: true })
  expect(parseSessionId('2_MX4xMjM-~'.slice(0, 10))).toMatchObject({ ok: true })
  expect(parseConnectionId('c9f1a7e2-8f4b-4bfa-9f0e-0d8f4d1b2a3c')).toMatchObject({ ok: true })
})

test('an id that would be more than one segment of a path is none', () => {
  const hostile = [
    '',
    '..',
    '.',
    'a/b',
    '../mute#',
    'a?b',
    'a#b',
    'a%2e',
    'a\nb',
    'a b',
    'a\u0000',
    'ä',
    'a'.repeat(10_240),
  ]
  for (const parse of [parseConnectionId, parseStreamId, parseArchiveId, parseSessionId]) {
    for (const text of hostile) expect(parse(text)).toEqual({ ok: false, failure: { code: 'bad-id' } })
  }
})

test('what is no session of either generation is no session id', () => {
  for (const text of ['3_MX40', 'MX40', '1_', '1_a===', '1_a=b']) {
    expect(parseSessionId(text)).toMatchObject({ ok: false })
  }
})
