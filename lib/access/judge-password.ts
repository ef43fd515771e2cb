import 'server-only'
import { COMMON_WORDS } from './common-words.ts'

/** Shortest password of somebody without a second factor, and with one (NIST SP 800-63B-4). */
const SHORTEST = { alone: 15, besideFactor: 8 } as const
const LONGEST_BYTES = 1_024

/** How many characters a password of theirs must have. */
export function shortestPassword(secondFactor: boolean): number {
  return secondFactor ? SHORTEST.besideFactor : SHORTEST.alone
}

/** What is wrong with a password, in words; null when nothing is. `context`: what anybody would guess about its owner. */
export function judgePassword(
  password: string,
  context: readonly string[],
  { secondFactor = false } = {},
): string | null {
  const shortest = shortestPassword(secondFactor)
  const characters = [...password.normalize('NFC')]
  if (characters.length < shortest)
    return `Use at least ${shortest} characters: a few words are easy to remember.`
  if (new TextEncoder().encode(password).length > LONGEST_BYTES) return 'This password is too long.'
  if (new Set(characters).size < 5) return 'Use more different characters.'
  const plain = password.toLowerCase()
  const guessed = ['gavel', ...context.flatMap((text) => text.toLowerCase().split(/[@\s]+/))]
  if (withoutAll(plain, guessed).length < 8) return 'Use something that is not your name or e-mail address.'
  return withoutAll(plain, COMMON_WORDS).replaceAll(/[^\p{L}]/gu, '').length < 4 && isCommon(plain)
    ? 'Use something that others do not use as well.'
    : null
}

/** What is left of it once these are taken away. */
function withoutAll(plain: string, words: readonly string[]): string {
  return words.filter((word) => word.length > 3).reduce((left, word) => left.replaceAll(word, ''), plain)
}

/** Made of what everybody tries first, with some digits and signs around it. */
function isCommon(plain: string): boolean {
  return COMMON_WORDS.some((word) => plain.includes(word))
}
