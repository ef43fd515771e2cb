import { expect, test } from 'vitest'
import { Vp8RtpPayload } from 'werift'
import { packetizeVp8 } from './packetize-vp8.ts'

test('a frame is whole again after a receiver has joined its payloads', () => {
  const frame = Buffer.from(Array.from({ length: 5_000 }, (_, index) => index % 251))
  const parts = packetizeVp8(frame).map((payload) => Vp8RtpPayload.deSerialize(payload))
  expect(parts.map(({ sBit }) => sBit)).toEqual([1, 0, 0, 0, 0])
  expect(Buffer.concat(parts.map(({ payload }) => payload)).equals(frame)).toBe(true)
})

test('no payload is larger than a packet may carry', () => {
  for (const payload of packetizeVp8(Buffer.alloc(20_000, 7)))
    expect(payload.length).toBeLessThanOrEqual(1_150)
})
