import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wantedRange } from './media-range.ts'

const FILE = { size: 1_000, etag: '"of-this-file"' }
const ask = (range: string | null, ifRange: string | null = null) => wantedRange({ range, ifRange }, FILE)
const WHOLE = { kind: 'whole' }
const BEYOND = { kind: 'beyond' }
const part = (from: number, to: number) => ({ kind: 'part', from, to })

describe('which bytes of a recording are sent', () => {
  it.each([
    ['all when nothing is said', null, WHOLE],
    ['from the first', 'bytes=0-', part(0, 999)],
    ['some in the middle', 'bytes=5-9', part(5, 9)],
    ['one', 'bytes=7-7', part(7, 7)],
    ['no more than there are', 'bytes=990-5000', part(990, 999)],
    ['the last ones', 'bytes=-10', part(990, 999)],
    ['the last ones of fewer', 'bytes=-5000', part(0, 999)],
    ['none from beyond the end', 'bytes=1000-', BEYOND],
    ['none of the last none', 'bytes=-0', BEYOND],
    ['all when reversed', 'bytes=9-5', WHOLE],
    ['all when many are asked for', 'bytes=0-1,5-9', WHOLE],
    ['all when a thousand overlap', `bytes=${Array(1_000).fill('0-').join(',')}`, WHOLE],
    ['all in units nobody knows', 'items=0-1', WHOLE],
    ['all of what cannot be read', 'bytes=a-b', WHOLE],
    ['all when nothing is given', 'bytes=-', WHOLE],
    ['all of numbers too large for any file', `bytes=${'9'.repeat(16)}-`, WHOLE],
  ])('%s', (_case, range, wanted) => {
    expect(ask(range)).toEqual(wanted)
  })

  it('a part only of the very file that somebody has the rest of', () => {
    expect(ask('bytes=5-9', FILE.etag)).toEqual(part(5, 9))
    expect(ask('bytes=5-9', '"of-another"')).toEqual(WHOLE)
    expect(ask('bytes=5-9', `W/${FILE.etag}`)).toEqual(WHOLE)
    expect(ask('bytes=5-9', 'Tue, 24 Nov 2026 21:14:00 GMT')).toEqual(WHOLE)
  })

  it('the beginning only of what is sent piece by piece', () => {
    const piece = (range: string | null) => wantedRange({ range, ifRange: null }, { ...FILE, most: 100 })
    expect(piece('bytes=0-')).toEqual(part(0, 99))
    expect(piece('bytes=950-')).toEqual(part(950, 999))
    expect(piece('bytes=-300')).toEqual(part(700, 799))
    expect(piece('bytes=5-9')).toEqual(part(5, 9))
    expect(piece(null)).toEqual(WHOLE)
  })

  it('whatever is asked, never a byte that is not there', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(2_000), fc.nat(2_000), (noise, from, to) => {
        for (const range of [noise, `bytes=${from}-${to}`, `bytes=-${to}`, `bytes=${from}-`]) {
          const wanted = ask(range)
          if (wanted.kind !== 'part') continue
          expect(wanted.from).toBeGreaterThanOrEqual(0)
          expect(wanted.to).toBeGreaterThanOrEqual(wanted.from)
          expect(wanted.to).toBeLessThan(FILE.size)
        }
      }),
    )
  })
})
