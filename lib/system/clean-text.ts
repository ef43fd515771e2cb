/**
 * Text that people wrote, made fit to be kept and shown in one line: no control or invisible characters, no marks that
 * turn the direction of what stands beside it, no towers of accents, length counted as a reader counts it. Letters of
 * every script stay, and so do the joiners that emoji and Indic and Persian words need.
 */
import { fail, ok, type Result } from './result.ts'

export type TextFailure = 'empty' | 'too-long'

/** Line and paragraph breaks and tabs: a space where they stood. */
const BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g
/** Control characters, direction marks, invisible and private ones; the joiners and the choosers of a shape stay. */
const UNSEEN =
  /[[\p{Cc}\p{Co}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\ufff9-\ufffb]--[\u200c\u200d\ufe00-\ufe0f]]/gv
/** No language stacks more than four on one letter. */
const TOWER = /(\p{M}{4})\p{M}+/gu
const SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u
/** The longest graphemes in use (families, flags) are some twenty code units long. */
const UNITS_PER_GRAPHEME = 32

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** The text without what does not belong into it, or why it will not do. */
export function cleanText(text: string, limits: { longest: number }): Result<string, TextFailure> {
  // Before anything is done with it: what comes in may be megabytes.
  if (text.length > limits.longest * UNITS_PER_GRAPHEME) return fail('too-long')
  const clean = text
    .toWellFormed()
    .normalize('NFC')
    .replace(BREAKS, ' ')
    .replace(UNSEEN, '')
    .replace(TOWER, '$1')
    .replace(/\s+/gu, ' ')
    .trim()
  if (!SEEN.test(clean)) return fail('empty')
  return countGraphemes(clean) > limits.longest ? fail('too-long') : ok(clean)
}

function countGraphemes(text: string): number {
  return [...segmenter.segment(text)].length
}
