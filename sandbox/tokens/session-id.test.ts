import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSessionId, keyOfSessionId, readSessionId } from './session-id.ts'

const secret = 'not-a-real-secret-0001'
const made = (key: string, traits = { mode: 'routed', archiveMode: 'manual', e2ee: false } as const) =>
  createSessionId({ key, secret, traits, now: new Date('2026-05-01T20:00:00Z'), random: 'abc_-9' })

test('an ID says whose it is and how the session was made, as long as one likes', () => {
  for (const key of ['9000000000001', '11111111-2222-4333-8444-555555555555']) {
    const id = made(key)
    expect(id).toMatch(/^1_[A-Za-z0-9_-]+$/)
    expect(keyOfSessionId(id)).toBe(key)
    expect(readSessionId(id, secret)).toEqual({ mode: 'routed', archiveMode: 'manual', e2ee: false })
  }
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
