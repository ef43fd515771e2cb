import { expect, test } from 'vitest'
import { FRAME_TYPE, type Frame } from '../../rumor/frame.ts'
import { readMessage } from './raptor.ts'

const PREFIX = '/v2/partner/47/session/1_MX40'
const aFrame = (body: string): Frame => ({
  type: FRAME_TYPE.message,
  addresses: [PREFIX],
  headers: { 'X-TB-FROM-ADDRESS': 'c1' },
  body,
})

test('a message is read without the prefix of its session', () => {
  const body = JSON.stringify({ method: 'update', uri: `${PREFIX}/stream/s1`, content: { reason: 'mute' } })
  expect(readMessage(aFrame(body), PREFIX)).toEqual({
    method: 'update',
    tail: '/stream/s1',
    content: { reason: 'mute' },
    reason: null,
    from: 'c1',
  })
})

test('what is not a message of this session is passed over', () => {
  expect(readMessage(aFrame('{'), PREFIX)).toBeNull()
  expect(readMessage(aFrame('{"method":1}'), PREFIX)).toBeNull()
  const other = JSON.stringify({ method: 'update', uri: '/v2/partner/48/session/2_x/stream/s1' })
  expect(readMessage(aFrame(other), PREFIX)).toBeNull()
})
