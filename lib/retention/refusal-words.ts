/** What somebody reads whom letting go was refused. A refusal without words does not compile. */
export const LETTING_GO_WORDS = {
  'on-hold': 'It is on legal hold: nothing deletes it while a hold stands.',
  'being-deleted': 'It is being deleted already.',
  'deleted-already': 'It was deleted already.',
  'still-recording': 'It is not over yet.',
  'asked-already': 'Somebody has asked for it already; that waits for an answer in Requests.',
  'lifted-already': 'This hold was lifted already.',
  'own-request': 'You asked for this yourself: somebody else must answer.',
  'may-not-answer': 'You may not answer this any more.',
  'asker-may-not': 'Whoever asked may not ask for this any more.',
  'not-waiting': 'This request does not wait any more: it was answered, withdrawn, or it expired.',
  'not-yours': 'Somebody else asked for this.',
  'made-already': 'A package is being made already.',
  'removed-already': 'This rule was removed already.',
} as const
