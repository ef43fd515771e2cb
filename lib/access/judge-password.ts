import 'server-only'
/** Shortest password of somebody without a second factor (NIST SP 800-63B-4). */
export const SHORTEST_PASSWORD = 15
const LONGEST_BYTES = 1_024

/** What is wrong with a password, in words; null when nothing is. `context`: what anybody would guess about its owner. */
export function judgePassword(password: string, context: readonly string[]): string | null {
  const characters = [...password.normalize('NFC')]
  if (characters.length < SHORTEST_PASSWORD)
    return `Use at least ${SHORTEST_PASSWORD} characters: a few words are easy to remember.`
  if (new TextEncoder().encode(password).length > LONGEST_BYTES) return 'This password is too long.'
  if (new Set(characters).size < 5) return 'Use more different characters.'
  const plain = password.toLowerCase()
  const guessed = context
    .flatMap((text) => text.toLowerCase().split(/[@\s]+/))
    .filter((word) => word.length > 3)
  const rest = guessed.reduce((left, word) => left.replaceAll(word, ''), plain)
  return rest.length < 8 ? 'Use something that is not your name or e-mail address.' : null
}
