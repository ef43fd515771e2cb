/** As the door has it, which the test beside this holds to; the door's own schema would bring the parser to the page. */
const WARNING_LENGTH = 500
/** From here on it is said how much room is left. */
const NEAR = 80

export type WarningRoom = { over: boolean; words: string | null }

/**
 * How much more of a warning fits. What is too long is said and not cut: a sentence that lost its end may say the
 * opposite, and whoever pasted it would not know.
 */
export function warningRoom(text: string): WarningRoom {
  const left = WARNING_LENGTH - text.trim().length
  if (left < 0)
    return { over: true, words: `${count(-left)} too long: a warning has ${WARNING_LENGTH} at most` }
  if (left === 0) return { over: false, words: `Full: ${WARNING_LENGTH} of ${WARNING_LENGTH} characters` }
  return { over: false, words: left <= NEAR ? `${count(left)} left` : null }
}

const count = (characters: number): string => (characters === 1 ? '1 character' : `${characters} characters`)
