import { describe, expect, it } from 'vitest'
import { applyToLive, liveStateOf, withoutEnded } from './live-state.ts'
import { aMessage, aSessionView } from './view-builders.ts'

const karaoke = aSessionView({ id: 'karaoke', connections: 3, evidenceAt: '2026-11-24T20:50:00.000Z' })
const state = () => liveStateOf({ sessions: [karaoke], lines: {} })
const said = (session: typeof karaoke) => aMessage({ kind: 'session', session }, { sessionId: session.id })

describe('what is live', () => {
  it('takes the whole new row of a session, whatever it knew before', () => {
    const after = applyToLive(state(), [said({ ...karaoke, connections: 4, name: 'Karaoke' })])
    expect(after.sessions.get('karaoke')).toMatchObject({ connections: 4, name: 'Karaoke' })
  })

  it('learns of a new session', () => {
    const chess = aSessionView({ id: 'chess' })
    expect([...applyToLive(state(), [said(chess)]).sessions.keys()]).toEqual(['karaoke', 'chess'])
  })

  it('keeps a session that ended until it is let go', () => {
    const after = applyToLive(state(), [said({ ...karaoke, live: false })])
    expect(after.sessions.get('karaoke')?.live).toBe(false)
    expect(withoutEnded(after).sessions.size).toBe(0)
    expect(withoutEnded(state()).sessions.size).toBe(1)
  })

  it('does not learn of sessions that are over already', () => {
    expect(applyToLive(state(), [said(aSessionView({ id: 'old', live: false }))]).sessions.has('old')).toBe(
      false,
    )
  })

  it('changes nothing when a change comes twice', () => {
    const change = said({ ...karaoke, connections: 4, evidenceAt: '2026-11-24T20:51:00.000Z' })
    const once = applyToLive(state(), [change])
    expect(applyToLive(once, [change])).toEqual(once)
  })

  it('knows that counts of which nothing was sampled have been the same all along', () => {
    const steady = aSessionView({ id: 'steady', connections: 7, liveSince: '2026-11-24T18:00:00.000Z' })
    const after = applyToLive(liveStateOf({ sessions: [steady], lines: {} }), [
      said({ ...steady, connections: 8, evidenceAt: '2026-11-24T20:55:00.000Z' }),
    ])
    expect(after.lines.get('steady')?.map(({ connections }) => connections)).toEqual([7, 8])
  })
})
