import { randomInt } from 'node:crypto'

const CONSONANTS = 'bdfgklmnprstvz'
const VOWELS = 'aeiou'

/** Easy to type from one screen into another: four made-up words and a number, some 70 bits. */
export function makePassword(random: (below: number) => number = randomInt): string {
  const letter = (letters: string) => letters.charAt(random(letters.length))
  const syllable = () => letter(CONSONANTS) + letter(VOWELS)
  const words = Array.from({ length: 4 }, () => syllable() + syllable() + letter(CONSONANTS))
  return `${words.join('-')}-${10 + random(90)}`
}
