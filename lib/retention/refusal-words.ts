/** What somebody reads whose hold or deletion is refused. */
export const LETTING_GO_WORDS = {
  'being-deleted': 'This recording is being deleted: a hold comes too late, and nothing more need be asked.',
  deleted: 'This recording was deleted.',
  'lifted-already': 'This hold was lifted already.',
  'still-recording': 'This is still being recorded. Once it is over, its deletion can be asked for.',
  held: 'This recording is on hold. As long as a hold stands, nobody deletes it.',
  'asked-already': 'Somebody has asked already that this recording is deleted.',
  'own-request': 'You asked for this yourself: somebody else must answer.',
  'not-waiting': 'This does not wait any more: it was answered, withdrawn, or it expired.',
  'not-yours': 'Somebody else asked for this.',
  'no-such-project': 'There is no such project any more.',
} as const
