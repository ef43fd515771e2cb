import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wire } from '../../e2e/kit/callbacks.ts'
import { parseCallback } from './callback-schema.ts'

const now = new Date('2026-11-24T21:56:06.000Z')
const parse = (value: unknown) =>
  parseCallback(typeof value === 'string' ? value : JSON.stringify(value), '123', now)

function parsed(value: unknown) {
  const callback = parse(value)
  if (!callback.ok) throw new Error(callback.failure)
  return callback.value
}

test('connection data is read, and not kept in the body', () => {
  const callback = parsed(wire.joined('c-1', { data: 'mia@example.com' }))
  expect(callback).toMatchObject({
    kind: 'connectionCreated',
    subject: 'c-1',
    connection: { data: 'mia@example.com' },
  })
  expect(JSON.stringify(callback.body)).not.toContain('mia@example.com')
})

test("a recording's address is not kept: nobody fetches what a callback names", () => {
  const callback = parsed(wire.archive('a-1', 'available'))
  expect(callback).toMatchObject({
    kind: 'archiveAvailable',
    subject: 'a-1',
    archive: { status: 'available' },
  })
  expect(JSON.stringify(callback)).not.toContain('elsewhere.example')
})

test('the same event has the same digest whatever else is in it, another time or subject has another', () => {
  const event = wire.joined('c-1', { at: 1_000 })
  expect(parsed({ ...event, extra: 1 }).digest).toBe(parsed(event).digest)
  expect(parsed({ ...event, timestamp: 1_001 }).digest).not.toBe(parsed(event).digest)
  expect(parsed(wire.joined('c-2', { at: 1_000 })).digest).not.toBe(parsed(event).digest)
})

test('an unknown kind is kept with its body, and told apart by all of it', () => {
  const one = parsed({ sessionId: '2_S', event: 'moonrise', timestamp: 5, phase: 'full' })
  const other = parsed({ sessionId: '2_S', event: 'moonrise', timestamp: 5, phase: 'half' })
  expect(one).toMatchObject({ kind: 'moonrise', known: false, body: { phase: 'full' } })
  expect(one.digest).not.toBe(other.digest)
})

test('kinds named like members of every object are only words', () => {
  for (const event of ['__proto__', 'constructor', 'toString', ''])
    expect(parsed({ sessionId: '2_S', event, timestamp: 1 })).toMatchObject({ known: false })
})

test.each([
  ['before the platform existed', 0, '1970-01-01T00:00:00.000Z'],
  ['negative', -5, '1970-01-01T00:00:00.000Z'],
  ['at the end of time', Date.UTC(9999, 11, 31), now.toISOString()],
  ['beyond all numbers', 1e300, now.toISOString()],
  ['written as a text', '1000', '1970-01-01T00:00:01.000Z'],
  ['not a number', 'NaN', now.toISOString()],
  ['missing', undefined, now.toISOString()],
])('a time %s is tolerated', (_words, timestamp, expected) => {
  expect(parsed({ sessionId: '2_S', event: 'sessionCreated', timestamp }).at.toISOString()).toBe(expected)
})

test('NUL in connection data hides nobody: it is text that can be stored and looked up', () => {
  const callback = parsed(wire.joined('c-1', { data: 'mi\u0000a\ud800' }))
  expect(callback.connection?.data).toBe('mi\ufffda\ufffd')
})

test('NUL and half surrogates are replaced wherever they stand', () => {
  const stream = { ...wire.published('t-1', 'c-1').stream, name: 'M\u0000i\ud800a' }
  const callback = parsed({ ...wire.published('t-1', 'c-1'), stream, 'k\u0000y': ['\udfff'] })
  expect(callback.stream?.name).toBe('M\ufffdi\ufffda')
  expect(JSON.stringify(callback.body)).not.toMatch(/\\u0000|\\ud[89a-f]/i)
})

test('ids that are no ids are as good as missing; a callback without a session is refused', () => {
  expect(parsed({ ...wire.joined('c-1'), connection: { id: 'a\u0000b' } })).toMatchObject({
    connection: null,
  })
  expect(parse({ event: 'sessionCreated' })).toEqual({ ok: false, failure: 'not-a-callback' })
  expect(parse('[1]')).toEqual({ ok: false, failure: 'not-a-callback' })
  expect(parse('{"sessionId": "2_S"')).toEqual({ ok: false, failure: 'not-json' })
  expect(parse('\ufeff{"sessionId":"2_S"}')).toEqual({ ok: false, failure: 'not-json' })
  expect(parse(`{"sessionId":"2_S","a":${'['.repeat(16)}${']'.repeat(16)}}`)).toEqual({
    ok: false,
    failure: 'too-deep',
  })
})

test('brackets inside texts do not nest', () => {
  expect(parsed(`{"sessionId":"2_S","event":"${'\\"[{'.repeat(10)}"}`)).toMatchObject({ known: false })
})

test('nothing that is JSON makes it throw', () => {
  const event = fc.record(
    {
      sessionId: fc.oneof(fc.constant('2_S'), fc.jsonValue()),
      event: fc.oneof(fc.constantFrom('connectionCreated', 'streamDestroyed', 'archive'), fc.jsonValue()),
      timestamp: fc.oneof(fc.double(), fc.jsonValue()),
      connection: fc.oneof(fc.jsonValue(), fc.record({ id: fc.jsonValue(), data: fc.jsonValue() })),
      stream: fc.jsonValue(),
      status: fc.jsonValue(),
      id: fc.jsonValue(),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(event, (value) => void parse(value)),
    { numRuns: 2_000 },
  )
})
