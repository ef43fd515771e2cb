import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeFrame, encodeFrame, FRAME_TYPE, type Frame, MAX_FRAME_BYTES } from './frame.ts'

const message: Frame = {
  type: FRAME_TYPE.message,
  addresses: ['symphony.sandbox', '/v2/partner/1/session/2'],
  headers: { 'TRANSACTION-ID': 't1', STATUS: '200' },
  body: '{"méthode":"créé"}',
}

const frames = fc.record({
  type: fc.constantFrom(...Object.values(FRAME_TYPE)),
  addresses: fc.array(fc.string(), { maxLength: 5 }),
  headers: fc.dictionary(fc.string(), fc.string(), { maxKeys: 8, noNullPrototype: true }),
  body: fc.string(),
})

describe('a frame', () => {
  test('is laid out byte by byte as the platform lays it out', () => {
    const bytes = encodeFrame({ type: FRAME_TYPE.status, addresses: ['a'], headers: { k: 'vv' }, body: 'b' })
    expect([...bytes]).toEqual([0, 0, 0, 16, 0, 0, 9, 1, 0, 1, 0x61, 1, 0, 1, 0x6b, 0, 2, 0x76, 0x76, 0x62])
  })

  test('reads back as it was written', () => {
    expect(decodeFrame(encodeFrame(message))).toEqual({ ok: true, value: message })
    fc.assert(
      fc.property(frames, (frame) => {
        expect(decodeFrame(encodeFrame(frame))).toEqual({ ok: true, value: frame })
      }),
    )
  })

  test('cut anywhere is refused, not half read', () => {
    const bytes = encodeFrame(message)
    for (let length = 0; length < bytes.length; length += 1) {
      expect(decodeFrame(bytes.subarray(0, length)).ok).toBe(false)
    }
  })

  test('of random bytes never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const framed = Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), bytes])
        expect(typeof decodeFrame(framed).ok).toBe('boolean')
      }),
    )
  })

  test('with a count that promises more than there is, is refused', () => {
    const bytes = encodeFrame({ ...message, body: '' })
    bytes[7] = 255
    expect(decodeFrame(bytes)).toEqual({ ok: false, error: expect.stringContaining('cut short') })
  })

  test('above the size limit is refused', () => {
    const bytes = encodeFrame({ ...message, body: 'x'.repeat(MAX_FRAME_BYTES) })
    expect(decodeFrame(bytes)).toEqual({ ok: false, error: 'too long' })
  })

  test('with a header named like a prototype does not reach one', () => {
    const poisoned: Frame = { ...message, headers: Object.fromEntries([['__proto__', 'x']]) }
    const read = decodeFrame(encodeFrame(poisoned))
    expect(read.ok && Object.hasOwn(read.value.headers, '__proto__')).toBe(true)
    expect(Object.getPrototypeOf(read.ok ? read.value.headers : null)).toBe(Object.prototype)
  })
})
