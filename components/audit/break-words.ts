import type { BreakProblem } from '#lib/record/model.ts'

/** What is wrong at an entry. */
export const BREAK_WORDS: Record<BreakProblem, string> = {
  missing: 'It is missing: somebody took it out of the database.',
  changed: 'It is not what was written: something in it was changed afterwards.',
  unlinked: 'It does not follow from the entry before it: one was put in, taken out or moved.',
  'head-differs':
    'The log ends before it, and its head says otherwise: entries at its end were taken out or added.',
  'cut-off': 'A signed checkpoint speaks of it, and it is gone: the end of the log was cut off.',
  rewritten: 'A signed checkpoint has another hash for it: the log was written anew.',
  forged: 'The checkpoint that speaks of it is not signed by this installation.',
  'unknown-key': 'The checkpoint that speaks of it is signed with another key.',
}
