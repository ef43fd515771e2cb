import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanText } from './clean-text.ts'

const clean = (text: string, longest = 60) => {
  const result = cleanText(text, { longest })
  return result.ok ? result.value : result.failure
}

describe('a name that somebody wrote', () => {
  test.each([
    ['  Mia   Keller \n', 'Mia Keller'],
    ['Mia\u202eKeller', 'MiaKeller'],
    ['\u2066Mia\u2069', 'Mia'],
    ['M\u0000i\u001b[31ma', 'Mi[31ma'],
    ['Mia\u200b\ufeff', 'Mia'],
    ['Mia\ud800', 'Mia\ufffd'],
    ['Line one\u2028line two', 'Line one line two'],
  ])('%j is kept as %j', (given, kept) => expect(clean(given)).toBe(kept))

  test.each(['Łukasz Żółć', '田中さくら', 'نگار می‌خواهد', 'ක්‍රි', '👩‍👩‍👧‍👦 family', '🇩🇪', 'สมชาย'])(
    '%s is nobody’s business to change',
    (name) => expect(clean(name)).toBe(name.normalize('NFC')),
  )

  test.each(['', '   ', '\u200b\u200d', '\u202e', '\u0301', 'ㅤ'])('%j is none', (name) =>
    expect(clean(name)).toBe('empty'),
  )

  test('is as long as a reader counts', () => {
    expect(clean('👩‍👩‍👧‍👦'.repeat(60))).toBe('👩‍👩‍👧‍👦'.repeat(60))
    expect(clean('a'.repeat(61))).toBe('too-long')
    expect(clean('a'.repeat(10_000))).toBe('too-long')
  })

  test('cannot grow out of its line by a tower of accents', () => {
    expect(clean(`e${'\u0317'.repeat(400)}`)).toBe(`e${'\u0317'.repeat(4)}`)
  })

  test('once cleaned is clean', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const once = cleanText(text, { longest: 200 })
        if (once.ok) expect(cleanText(once.value, { longest: 200 })).toEqual(once)
      }),
    )
  })
})
