/** Why a connection to a session is not there. Each has its words and its way on in `connection-words.ts`. */
export type Trouble =
  | 'sdk-blocked'
  | 'unsupported'
  | 'unreachable'
  | 'refused'
  | 'not-issued'
  | 'ended'
  | 'full'
  | 'not-allowed'
  | 'removed'

/**
 * Where a browser's own connection to a session stands. `reconnecting` is the SDK holding on to a connection that is
 * still the same; `waiting` is between two connections: the next is tried by itself. `stopped` needs a person.
 */
export type ConnectionState =
  | { state: 'idle' }
  | { state: 'asking'; attempt: number }
  | { state: 'connecting'; attempt: number }
  | { state: 'live' }
  | { state: 'reconnecting' }
  | { state: 'waiting'; attempt: number; trouble: Trouble }
  | { state: 'stopped'; trouble: Trouble; words?: string }

export type ConnectionEvent =
  | { event: 'open' }
  | { event: 'issued' }
  | { event: 'connected' }
  | { event: 'cut' }
  | { event: 'back' }
  | { event: 'lost'; trouble: Trouble }
  | { event: 'refused'; trouble: Trouble; words?: string }
  | { event: 'close' }

/** Tried again by themselves; the others only when a person says so. */
const PASSING: ReadonlySet<Trouble> = new Set(['unreachable', 'refused'])
/** A refused token is replaced once: two in a row mean that the rights or the clock are wrong, not the token. */
const REFUSALS = 1

/** The next state. What cannot happen in a state changes nothing: events of a connection that is over come late. */
export function nextState(now: ConnectionState, step: ConnectionEvent): ConnectionState {
  switch (step.event) {
    case 'open':
      return now.state === 'idle' || now.state === 'stopped' || now.state === 'waiting'
        ? { state: 'asking', attempt: now.state === 'waiting' ? now.attempt : 0 }
        : now
    case 'issued':
      return now.state === 'asking' ? { state: 'connecting', attempt: now.attempt } : now
    case 'connected':
      return now.state === 'connecting' ? { state: 'live' } : now
    case 'cut':
      return now.state === 'live' ? { state: 'reconnecting' } : now
    case 'back':
      return now.state === 'reconnecting' ? { state: 'live' } : now
    case 'lost':
      return afterLoss(now, step.trouble)
    case 'refused':
      return { state: 'stopped', trouble: step.trouble, ...(step.words ? { words: step.words } : {}) }
    case 'close':
      return { state: 'idle' }
  }
}

function afterLoss(now: ConnectionState, trouble: Trouble): ConnectionState {
  if (now.state === 'idle' || now.state === 'stopped' || now.state === 'waiting') return now
  const attempt = 'attempt' in now ? now.attempt + 1 : 1
  const tooOften = trouble === 'refused' && attempt > REFUSALS
  return PASSING.has(trouble) && !tooOften
    ? { state: 'waiting', attempt, trouble }
    : { state: 'stopped', trouble }
}

/** How long to wait before the given attempt: at once after a loss, then doubling to 15 s. */
export function retryDelay(attempt: number): number {
  return attempt <= 1 ? 300 : Math.min(15_000, 1000 * 2 ** (attempt - 2))
}
