import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseAddress } from './address.ts'

const PREFIX = '/v2/partner/9000000000001/session/1_MX4x'

test.each([
  ['', { kind: 'session' }],
  ['/connection/c1', { kind: 'connection', connectionId: 'c1' }],
  ['/stream/s1', { kind: 'stream', streamId: 's1' }],
  ['/stream/s1/channel/audio1', { kind: 'channel', streamId: 's1', channelId: 'audio1' }],
  ['/stream/s1/subscriber/u1', { kind: 'subscriber', streamId: 's1', subscriberId: 'u1' }],
  [
    '/stream/s1/subscriber/u1/channel/video1',
    { kind: 'subscriberChannel', streamId: 's1', subscriberId: 'u1', channelId: 'video1' },
  ],
  ['/signal/x', { kind: 'signal', to: null, signalId: 'x' }],
  ['/connection/c1/signal/x', { kind: 'signal', to: 'c1', signalId: 'x' }],
])('%j is read', (tail, target) => {
  expect(parseAddress(PREFIX + tail)).toEqual({
    partnerId: '9000000000001',
    sessionId: '1_MX4x',
    tail,
    target,
  })
})

test.each([
  '/',
  '/stream',
  '/stream/',
  '/stream/..',
  '/stream/a/b',
  '/stream/a%2Fb',
  '/connection/../stream/s1',
  '\n',
])('%j is nothing', (tail) => {
  expect(parseAddress(PREFIX + tail)).toBeNull()
})

test('no text makes it throw, and none is read as another session', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(parseAddress(text)).toBeNull()
      const read = parseAddress(PREFIX + text)
      if (read && read.sessionId !== '1_MX4x') expect(text).toMatch(/^[A-Za-z0-9_=-]/)
    }),
  )
})
