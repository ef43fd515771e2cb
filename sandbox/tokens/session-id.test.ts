import fc from 'fast-check'
import { expect, test } from 'vitest'
import { someTraits } from '../testing/some-traits.ts'
import { createSessionId, keyOfSessionId, readSessionId, type SessionTraits } from './session-id.ts'

const secret = 'not-a-real-secret-0001'
const made = (key: string, changes: Partial<SessionTraits> = {}) =>
  createSessionId({
    ...{ key, secret, traits: someTraits(changes) },
    ...{ now: new Date('2026-05-01T20:00:00Z'), random: 'abc_-9' },
  })

test('an ID says whose it is and how the session was made, as long as one likes', () => {
  for (const key of ['9000000000001', '11111111-2222-4333-8444-555555555555']) {
    const id = made(key)
    expect(id).toMatch(/^1_[A-Za-z0-9_-]+$/)
    expect(keyOfSessionId(id)).toBe(key)
    expect(readSessionId(id, secret)).toEqual(someTraits())
  }
})

test.each<Partial<SessionTraits>>([
  { mode: 'relayed', e2ee: true },
  { mode: 'adaptive', location: '10.1.2.3' },
  { archiveMode: 'always', archiveName: 'Ann & Bo, 100 %', archiveResolution: '1280x720' },
  { archiveMode: 'always', archiveName: '語'.repeat(80), archiveResolution: '480x640' },
])('it carries %j', (changes) => {
  const id = made('9000000000001', changes)
  expect(readSessionId(id, secret)).toEqual(someTraits(changes))
  expect(id.length).toBeLessThan(500)
})

test('a name loses what an ID cannot carry', () => {
  const id = made('9000000000001', { archiveName: 'a~b-c_d' })
  expect(readSessionId(id, secret)?.archiveName).toBe('a:b:c:d')
})

test('a name written into an ID afterwards is not believed', () => {
  const body = Buffer.from(made('9000000000001').slice(2), 'base64url').toString()
  expect(readSessionId(`1_${Buffer.from(`${body}mine~`).toString('base64url')}`, secret)).toBeNull()
})

test('an ID that this project did not issue is none', () => {
  expect(readSessionId(made('9000000000001'), 'another secret')).toBeNull()
  const relayed = Buffer.from(made('9000000000001').slice(2), 'base64url').toString().replace('.dmo', '.emo')
  expect(readSessionId(`1_${Buffer.from(relayed).toString('base64url')}`, secret)).toBeNull()
})

test('no text makes it throw', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(readSessionId(text, secret)).toBeNull()
      expect(readSessionId(`1_${Buffer.from(text).toString('base64url')}`, secret)).toBeNull()
    }),
  )
})
