import type { CustodyFailure, CustodyStep, FileState } from './model.ts'

/** What is being done, for whoever looks at a recording. */
export const STEP_WORDS: Record<CustodyStep, string> = {
  waiting: 'Waiting for the platform',
  fetching: 'Being fetched',
  releasing: 'Ours; the platform deletes its copy',
  kept: 'Kept',
  lost: 'Lost',
  deleted: 'Deleted',
}

export const FILE_WORDS: Record<FileState, string> = {
  writing: 'Being written',
  whole: 'Matches its hash',
  missing: 'Missing from its storage',
  changed: 'Does not match its hash',
  deleted: 'Deleted',
}

/** Why the last attempt came to nothing, and whose turn it is. */
export const CUSTODY_FAILURE_WORDS: Record<CustodyFailure, string> = {
  'not-found': 'The storage does not have it, or there is no such bucket.',
  refused: 'The storage refuses to take it: its key may not write there.',
  unavailable: 'The storage does not answer.',
  full: 'The storage is full.',
  changed: 'What was read back was not what had been written. It is fetched anew.',
  gone: 'The platform has no file of it any more.',
  empty: 'The platform’s file of it is empty: there is nothing to keep. The platform still has it.',
  'in-bucket': 'The platform says that it is in the project’s own storage, where it was not found yet.',
  paused: 'This project is paused: nothing is asked of the platform.',
  'platform-away': 'The platform does not answer.',
  'platform-storage': 'The platform’s storage does not give it out.',
  'no-storage':
    'It is in the project’s own storage, which Gavel was not told of. An admin can, under Storage.',
}
