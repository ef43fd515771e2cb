/** What every door may answer, whatever it does. */
export type DoorRefusal =
  | 'signed-out'
  | 'confirm-yourself'
  | 'read-only'
  | 'not-found'
  | 'bad-input'
  | 'too-slow'
  | 'unavailable'
  | 'no-writing'
  | 'refused-origin'
  | 'unknown-host'
  | 'too-large'
  | 'no-key'
  | 'too-many'

/** The answer of a server action, as the browser gets it. `message` is for people. */
export type ActionReply<Value> =
  | { ok: true; value: Value; requestId: string }
  // `string & {}` keeps the known codes in completion while an action adds its own.
  | { ok: false; code: DoorRefusal | (string & {}); message: string; requestId: string }

/** Words for each; what may not be seen has the words of what is not there. */
export const DOOR_WORDS: Record<DoorRefusal, string> = {
  'signed-out': 'You are signed out. Sign in again, then repeat what you did.',
  'confirm-yourself': 'Confirm that it is you, then this is done.',
  'read-only': 'You look around as somebody of another role would. End that first, then do it as yourself.',
  'not-found': 'This does not exist, or you may not do this with it.',
  'bad-input': 'Something in this request is not valid.',
  'too-slow': 'This took too long. Look whether it took effect before you try again.',
  unavailable: 'Gavel cannot do this just now, and nothing was changed. Try again in a moment.',
  'no-writing':
    'The database takes no changes just now, so nothing was done. Tell whoever runs Gavel, then try again.',
  'no-key': 'This asks for an API key that is valid: Authorization: Bearer gavel_…',
  'too-many': 'Too many requests with this key. Wait as long as Retry-After says.',
  'too-large': 'This is more than Gavel takes at once.',
  'unknown-host': 'Gavel is not at this address.',
  'refused-origin': 'This request did not come from a page of Gavel.',
}

/** What each is over HTTP, where it is the answer itself. */
export const DOOR_STATUS: Record<DoorRefusal, number> = {
  'signed-out': 401,
  'confirm-yourself': 403,
  'read-only': 403,
  'refused-origin': 403,
  'unknown-host': 421,
  'too-large': 413,
  'no-key': 401,
  'too-many': 429,
  'not-found': 404,
  'bad-input': 400,
  'too-slow': 504,
  unavailable: 503,
  'no-writing': 503,
}
