/** What may become of somebody, by his own doing or that of others. */
export type Happening =
  | 'joined'
  | 'left'
  /** Left by losing the line. */
  | 'dropped'
  | 'removed'
  | 'lost'
  | 'published'
  | 'unpublished'
  | 'broken'
  | 'muted'
  | 'unmuted'
  /** The line is broken, and may come back. */
  | 'cut'
  | 'restored'

export type PersonState = {
  present: boolean
  publishing: boolean
  muted: boolean
  /** The session is muted for everyone: a polite person does not unmute now. */
  hushed: boolean
  /** The line is broken: he is in the session as far as the platform knows. */
  cut: boolean
}

export const ABSENT: PersonState = {
  present: false,
  publishing: false,
  muted: false,
  hushed: false,
  cut: false,
}

/**
 * The people's own account, for whoever compares it with the platform's: every connection that was asked for, what became
 * of it, what was said over it.
 */
export type Testimony = {
  ref: string
  sessionId: string
  connectionId: string
  what: Happening | 'entering' | 'said' | 'refused'
}
