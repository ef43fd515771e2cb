import { describe, expect, it } from 'vitest'
import { visibleText } from './visible-text.ts'

describe('text by strangers', () => {
  it('leaves names of people as they are', () => {
    for (const name of ['Mia Keller', 'Zoë Ångström', 'دانيال', 'नेहा', '👩‍👩‍👧 family', 'O’Neill']) {
      expect(visibleText(name)).toBe(name)
    }
  })

  it('names the marks that would turn the words around them', () => {
    expect(visibleText('Mia\u202egnp.exe')).toBe('Mia[RLO]gnp.exe')
    expect(visibleText('\u2066a\u2069')).toBe('[LRI]a[PDI]')
  })

  it('shows control characters and line ends as signs', () => {
    expect(visibleText('a\u0000b\nc\u0085d\u2028e')).toBe('a␀b␊c[U+0085]d[U+2028]e')
  })

  it('names what cannot be seen', () => {
    expect(visibleText('\u200b')).toBe('[U+200B]')
    expect(visibleText('\u200d')).toBe('[ZWJ]')
  })

  it('cuts ten thousand characters to what fits', () => {
    expect(visibleText('x'.repeat(10_000))).toBe(`${'x'.repeat(80)}…`)
  })

  it('cuts a heap of marks on one letter', () => {
    expect(visibleText(`a${'\u0301'.repeat(10_000)}`).length).toBeLessThan(400)
  })

  it('cuts between signs, never inside one', () => {
    expect(visibleText('👩‍👩‍👧'.repeat(3), 2)).toBe(`${'👩‍👩‍👧'.repeat(2)}…`)
  })
})
