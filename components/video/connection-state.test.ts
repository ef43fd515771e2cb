import { describe, expect, it } from 'vitest'
import { type ConnectionEvent, type ConnectionState, nextState, retryDelay } from './connection-state.ts'

const stateAfter = (...events: ConnectionEvent[]): ConnectionState =>
  events.reduce(nextState, { state: 'idle' } as ConnectionState)

const LIVE: ConnectionEvent[] = [{ event: 'open' }, { event: 'issued' }, { event: 'connected' }]

describe('a connection to a session', () => {
  it('asks for a token, connects, and is live', () => {
    expect(stateAfter({ event: 'open' })).toEqual({ state: 'asking', attempt: 0 })
    expect(stateAfter({ event: 'open' }, { event: 'issued' })).toEqual({ state: 'connecting', attempt: 0 })
    expect(stateAfter(...LIVE)).toEqual({ state: 'live' })
  })

  it('holds on to a cut connection while the SDK tries to bring it back', () => {
    expect(stateAfter(...LIVE, { event: 'cut' })).toEqual({ state: 'reconnecting' })
    expect(stateAfter(...LIVE, { event: 'cut' }, { event: 'back' })).toEqual({ state: 'live' })
  })

  it('tries again by itself when the platform cannot be reached, counting the attempts', () => {
    const lost: ConnectionEvent = { event: 'lost', trouble: 'unreachable' }
    expect(stateAfter(...LIVE, lost)).toEqual({ state: 'waiting', attempt: 1, trouble: 'unreachable' })
    expect(stateAfter(...LIVE, lost, { event: 'open' }, { event: 'issued' }, lost)).toEqual({
      state: 'waiting',
      attempt: 2,
      trouble: 'unreachable',
    })
  })

  it('begins to count anew once it was live', () => {
    const lost: ConnectionEvent = { event: 'lost', trouble: 'unreachable' }
    const again: ConnectionEvent[] = [{ event: 'open' }, { event: 'issued' }, { event: 'connected' }]
    expect(stateAfter(...LIVE, lost, ...again, lost)).toMatchObject({ state: 'waiting', attempt: 1 })
  })

  it('replaces a refused token once, and stops at the second refusal', () => {
    const refused: ConnectionEvent = { event: 'lost', trouble: 'refused' }
    const first = [{ event: 'open' }, { event: 'issued' }, refused] as const
    expect(stateAfter(...first)).toMatchObject({ state: 'waiting', trouble: 'refused' })
    expect(stateAfter(...first, { event: 'open' }, { event: 'issued' }, refused)).toEqual({
      state: 'stopped',
      trouble: 'refused',
    })
  })

  it.each(['removed', 'ended', 'full', 'not-allowed'] as const)(
    'stops when it is %s, until a person opens it',
    (trouble) => {
      const stopped = stateAfter(...LIVE, { event: 'lost', trouble })
      expect(stopped).toEqual({ state: 'stopped', trouble })
      expect(nextState(stopped, { event: 'open' })).toEqual({ state: 'asking', attempt: 0 })
    },
  )

  it('keeps the words with which the server refused a token', () => {
    const refused = stateAfter(
      { event: 'open' },
      { event: 'refused', trouble: 'not-issued', words: 'Closed.' },
    )
    expect(refused).toEqual({ state: 'stopped', trouble: 'not-issued', words: 'Closed.' })
  })

  it('does not come back to life by what an old connection says late', () => {
    const closed = stateAfter(...LIVE, { event: 'close' })
    const late: ConnectionEvent[] = [
      { event: 'connected' },
      { event: 'back' },
      { event: 'lost', trouble: 'unreachable' },
    ]
    expect(late.reduce(nextState, closed)).toEqual({ state: 'idle' })
  })

  it('waits longer each time, and never longer than fifteen seconds', () => {
    expect([1, 2, 3, 4, 5, 6, 20].map(retryDelay)).toEqual([300, 1000, 2000, 4000, 8000, 15_000, 15_000])
  })
})
