import { describe, expect, test } from 'vitest'
import { createFaults } from './create-faults.ts'
import { faultSchema, faultsSchema } from './faults.ts'

const drops = (probability: number, seed: string): boolean[] => {
  const faults = createFaults()
  faults.add(faultSchema.parse({ target: 'callbacks', answer: 'drop', probability, seed }))
  return Array.from({ length: 400 }, () => faults.forCallback('{}') !== null)
}

describe('chance', () => {
  test('falls the same way for the same seed, another way for another', () => {
    expect(drops(0.3, 'a')).toEqual(drops(0.3, 'a'))
    expect(drops(0.3, 'a')).not.toEqual(drops(0.3, 'b'))
  })

  test('is as likely as asked', () => {
    const struck = drops(0.3, 'a').filter(Boolean).length
    expect(struck).toBeGreaterThan(80)
    expect(struck).toBeLessThan(160)
    expect(drops(0, 'a')).not.toContain(true)
    expect(drops(1, 'a')).not.toContain(false)
  })

  test('that is missed uses up none of the times, and lets the next fault have its turn', () => {
    const faults = createFaults()
    faults.add(faultSchema.parse({ target: 'rest', answer: 500, probability: 0, times: 1 }))
    faults.add(faultSchema.parse({ target: 'rest', answer: 429 }))
    expect(faults.forRest('GET', '/')?.answer).toBe(429)
    expect(faults.list().map(({ served }) => served)).toEqual([0, 1])
  })
})

test('the oldest that matches strikes first, as often as it may, and is gone then', () => {
  const faults = createFaults()
  const match = { method: 'POST', path: '/mute$' }
  faults.add(faultSchema.parse({ target: 'rest', answer: 403, match, times: 2 }))
  faults.add(faultSchema.parse({ target: 'rest', answer: 500 }))
  const answers = ['/mute', '/muted', '/mute', '/mute'].map((path) => faults.forRest('POST', path)?.answer)
  expect(answers).toEqual([403, 500, 403, 500])
  expect(faults.list()).toHaveLength(1)
})

test('a client as such is only cut; what names messages waits for them', () => {
  const faults = createFaults()
  const who = { connection: 'c1', data: 'p_mia' }
  faults.add(faultSchema.parse({ target: 'signalling', answer: 429 }))
  faults.add(faultSchema.parse({ target: 'signalling', answer: 'cut', match: { path: '/signal/' } }))
  expect(faults.forSignalling(who)).toBeNull()
  faults.add(faultSchema.parse({ target: 'signalling', answer: 'cut', match: { data: '^p_mia$' } }))
  expect(faults.forSignalling({ ...who, data: 'p_ben' })).toBeNull()
  expect(faults.forSignalling(who)).toMatchObject({ answer: 'cut' })
  expect(faults.forSignalling({ ...who, method: 'signal', path: '/signal/x' })).toMatchObject({ answer: 429 })
})

test('an upload fails where it is asked for', () => {
  const faults = createFaults()
  faults.add(faultSchema.parse({ target: 'upload', match: { archive: '^a1$' }, times: 1 }))
  expect([faults.forUpload('a2'), faults.forUpload('a1'), faults.forUpload('a1')]).toEqual([
    false,
    true,
    false,
  ])
})

test('wrong clocks add up until they are taken away', () => {
  const faults = createFaults()
  const hour = faults.add({ target: 'clock', offsetMs: 3_600_000 })
  faults.add({ target: 'clock', offsetMs: -1_000 })
  expect(faults.clockOffsetMs()).toBe(3_599_000)
  expect(faults.remove(hour)).toBe(true)
  expect(faults.clockOffsetMs()).toBe(-1_000)
  faults.clear()
  expect(faults.clockOffsetMs()).toBe(0)
})

test('no more than a hundred are kept', () => {
  const faults = createFaults()
  for (let index = 0; index < 150; index += 1) faults.add({ target: 'clock', offsetMs: 1 })
  expect(faults.list()).toHaveLength(100)
})

test.each([
  { target: 'rest', answer: 200 },
  { target: 'rest', answer: 500, match: { path: '(' } },
  { target: 'callbacks', answer: 'drop', probability: 1.1 },
  { target: 'signalling', answer: 'cut', forMs: -1 },
  { target: 'media', answer: 'found' },
  { target: 'clock' },
  { target: 'weather' },
])('%j is not a fault', (bad) => {
  expect(faultsSchema.safeParse([bad]).success).toBe(false)
})
