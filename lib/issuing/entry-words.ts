import { type EntryRefusal, LONGEST_NAME } from './model.ts'

/** What a participant reads when they cannot come in. A refusal without words does not compile. */
export const ENTRY_WORDS: Record<EntryRefusal | 'unknown', string> = {
  unknown: 'This link leads nowhere. Look whether all of it was copied, or ask for a new one.',
  used: 'This link has been used already. Ask for a new one.',
  expired: 'This link is no longer valid. Ask for a new one.',
  revoked: 'This link was taken back. Ask whoever gave it to you.',
  closed: 'This session has been closed.',
  full: 'This session is full just now. Try again when somebody has left.',
  'name-empty': 'Write a name that others can read.',
  'name-too-long': `That name is too long: at most ${LONGEST_NAME} characters.`,
  paused: 'Nobody is let in just now. Ask whoever gave you the link.',
  'no-token': 'The video service does not let anybody in just now. Try again in a moment.',
}
