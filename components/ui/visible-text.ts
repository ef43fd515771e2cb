/** Longest name that is drawn; the whole can be read on hover, up to what a tooltip bears. */
const SHOWN = 80
const HOVERED = 400

const MARKS: Record<string, string> = {
  '\u200e': 'LRM',
  '\u200f': 'RLM',
  '\u061c': 'ALM',
  '\u202a': 'LRE',
  '\u202b': 'RLE',
  '\u202c': 'PDF',
  '\u202d': 'LRO',
  '\u202e': 'RLO',
  '\u2066': 'LRI',
  '\u2067': 'RLI',
  '\u2068': 'FSI',
  '\u2069': 'PDI',
}

const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}\ufeff\u{e0000}-\u{e007f}]/gu

/**
 * Text by a stranger as it may be shown: what would be invisible, or turn the words around it, is named instead. Joiners
 * stay where a script or an emoji needs them.
 */
export function visibleText(text: string, longest = SHOWN): string {
  const shown = firstGraphemes(text, longest)
  return shown === text ? nameUnseen(shown) : `${nameUnseen(shown)}…`
}

/** For a `title`: as much again as can be read. */
export const hoverText = (text: string): string => visibleText(text, HOVERED)

function nameUnseen(text: string): string {
  return text.replace(UNSEEN, (sign, at: number) => {
    if (sign === '\u200d' || sign === '\u200c') return joinsSomething(text, at) ? sign : '[ZWJ]'
    const code = sign.codePointAt(0) ?? 0
    if (code < 0x20) return String.fromCodePoint(0x2400 + code)
    return `[${MARKS[sign] ?? `U+${code.toString(16).toUpperCase().padStart(4, '0')}`}]`
  })
}

function joinsSomething(text: string, at: number): boolean {
  return (
    /(?:\p{L}|\p{M}|\p{Extended_Pictographic}|\p{Emoji_Modifier})$/u.test(text.slice(0, at)) &&
    at + 1 < text.length
  )
}

/** Costs a millisecond to make, and this is asked for every name on the page each time it is drawn. */
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** The first sign of a text, as a reader counts them; nothing of nothing. */
export function firstSign(text: string): string {
  for (const { segment } of segmenter.segment(text)) return segment
  return ''
}

/** Cut where a reader sees a sign, and before counting signs in what may be megabytes. */
export function firstGraphemes(text: string, longest: number): string {
  if (text.length <= longest) return text // a sign is one unit at least
  const head = text.length > longest * 32 ? text.slice(0, longest * 32) : text
  let count = 0
  for (const { index } of segmenter.segment(head)) {
    if (count++ === longest) return head.slice(0, index)
  }
  // One sign under a heap of marks: the count says one, the page would say otherwise.
  return head.length > longest * 4 ? head.slice(0, longest * 4) : head
}
