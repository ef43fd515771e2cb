import { describe, expect, it } from 'vitest'
import { aSessionView } from '#components/feed/view-builders.ts'
import type { ArchiveView, SessionView } from '#lib/live/model.ts'
import { parseLiveQuery } from './live-query.ts'
import { pickSessions } from './pick-sessions.ts'

const ALERT = { id: 'a1', kind: 'grantReused', connectionId: null, at: '', why: null, said: null } as const
const INES = { connectionId: 'c1', accountId: 'a1', name: 'Ines Duarte', since: '' }

const karaoke = aSessionView({ id: '1', name: 'Late-night karaoke', connections: 64, watching: [INES] })
const algebra = aSessionView({
  id: '2',
  name: 'Algebra II',
  projectId: 'p2',
  projectName: 'Tutor',
  connections: 9,
})
const chess = aSessionView({
  id: '3',
  name: 'Chess blitz',
  connections: 31,
  liveSince: '2026-11-24T20:30:00Z',
})

const pick = (address: string, sessions: SessionView[] = [karaoke, algebra, chess]) =>
  pickSessions(sessions, parseLiveQuery(new URLSearchParams(address))).map(({ name }) => name)

describe('which sessions are shown, and in which order', () => {
  it('is by name when nothing needs attention', () => {
    expect(pick('')).toEqual(['Algebra II', 'Chess blitz', 'Late-night karaoke'])
  })

  it('puts first what has alarmed, before all what nobody watches', () => {
    const alarmed = [{ ...karaoke, openAlerts: [ALERT] }, { ...chess, openAlerts: [ALERT] }, algebra]
    expect(pick('', alarmed)).toEqual(['Chess blitz', 'Late-night karaoke', 'Algebra II'])
  })

  it('goes by a column when asked to', () => {
    expect(pick('?sort=-connections')).toEqual(['Late-night karaoke', 'Chess blitz', 'Algebra II'])
    expect(pick('?sort=duration')[2]).toBe('Late-night karaoke')
  })

  it('finds by name, identifier, project and who watches, whatever the case', () => {
    expect(pick('?q=KARAOKE')).toEqual(['Late-night karaoke'])
    expect(pick('?q=tutor')).toEqual(['Algebra II'])
    expect(pick('?q=ines')).toEqual(['Late-night karaoke'])
    expect(pick('?q=mx40nz')).toHaveLength(3)
    expect(pick('?q=chess+openmic')).toEqual(['Chess blitz'])
  })

  it('narrows to a project, to what nobody watches, to what is recorded', () => {
    expect(pick('?project=p2')).toEqual(['Algebra II'])
    expect(pick('?unwatched')).toEqual(['Algebra II', 'Chess blitz'])
    const recorded = { ...chess, archive: { state: 'recording' } as ArchiveView }
    expect(pick('?recording', [karaoke, recorded])).toEqual(['Chess blitz'])
  })

  it('never shows a session that ended', () => {
    expect(pick('', [{ ...chess, live: false }])).toEqual([])
  })
})
