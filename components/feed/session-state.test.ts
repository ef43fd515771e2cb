import { describe, expect, it } from 'vitest'
import type { ConnectionView, TimelineEvent } from '#lib/live/model.ts'
import { applyToSession, sessionStateOf } from './session-state.ts'
import { aMessage, aSessionView } from './view-builders.ts'

const mia: ConnectionView = {
  id: 'c1',
  platformId: 'p-c1',
  sessionId: 's1',
  kind: 'participant',
  name: 'Mia Keller',
  role: 'publisher',
  since: '2026-11-24T20:15:00.000Z',
  ended: null,
  flags: [],
}

const anEvent = (id: string, minute: number): TimelineEvent => ({
  id,
  sessionId: 's1',
  kind: 'connectionCreated',
  connectionId: 'c1',
  streamId: null,
  archiveId: null,
  reason: null,
  at: `2026-11-24T20:${minute}:00.000Z`,
})

const state = () =>
  sessionStateOf({
    position: 10,
    at: '2026-11-24T20:56:00.000Z',
    session: aSessionView(),
    project: null,
    connections: [mia],
    streams: [],
    events: [anEvent('e1', 15), anEvent('e2', 16)],
    actions: [],
    archives: [],
    samples: [],
  })

describe("a session's page", () => {
  it('shows that somebody left', () => {
    const ended = { at: '2026-11-24T20:56:06.000Z', reason: 'forceDisconnected' }
    const after = applyToSession(state(), [aMessage({ kind: 'connection', connection: { ...mia, ended } })])
    expect(after.connections.get('c1')?.ended).toEqual(ended)
  })

  it('puts an event that comes late where it belongs in the timeline', () => {
    const late = aMessage({ kind: 'event', event: anEvent('e0', 15) })
    const after = applyToSession(state(), [aMessage({ kind: 'event', event: anEvent('e3', 20) }), late])
    expect(after.events.map(({ id }) => id)).toEqual(['e3', 'e2', 'e0', 'e1'])
  })

  it('shows an event once, though it comes twice', () => {
    const message = aMessage({ kind: 'event', event: anEvent('e2', 16) })
    expect(applyToSession(state(), [message]).events).toHaveLength(2)
  })

  it('leaves out what belongs to another session', () => {
    const message = aMessage({ kind: 'event', event: anEvent('e9', 30) }, { sessionId: 's2' })
    expect(applyToSession(state(), [message])).toEqual(state())
  })
})
