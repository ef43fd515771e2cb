import type { FeedMessage } from '#lib/live/model.ts'

/** What a tab hears of the feed, whoever of the tabs holds the connection. */
export type FeedEvent =
  /** `from` is what the line that brought it was opened with: whoever wanted more has missed something. */
  | { kind: 'change'; message: FeedMessage; from: Interest }
  /** The server is there, and `head` is how far the feed has come. */
  | { kind: 'beat'; head: number; at: string }
  /** The position is too old: only a fresh page knows what is true. */
  | { kind: 'reset' }
  /** The server ended the stream; what this browser may see can have changed. */
  | { kind: 'bye' }
  /** The server knows who we are, and yet gives us no stream: what this browser may see can have shrunk to nothing. */
  | { kind: 'refused' }
  /** Nobody is signed in any more. */
  | { kind: 'signed-out' }
  /** The connection stands, or is being made anew. */
  | { kind: 'connection'; open: boolean }
  /** The line broke, and the server was asked something else meanwhile. */
  | { kind: 'probe'; answered: boolean }

/** What a page wants to hear: all after `since`, and every detail of these sessions. */
export type Interest = { since: number; sessions: readonly string[] }
