import { describe, expect, it } from 'vitest'
import type { ArchivePage } from '#lib/archives/model.ts'
import { momentAt, momentBeside, momentsOf } from './moments.ts'

const event = (id: string, kind: string, at: string) => ({
  id,
  kind,
  at,
  sessionId: 's1',
  connectionId: 'c1',
  streamId: null,
  archiveId: null,
  reason: null,
})

const page: ArchivePage = {
  position: 1,
  archive: {
    id: 'a1',
    sessionId: 's1',
    sessionName: 'Late-night karaoke',
    projectId: 'p1',
    projectName: 'Openmic',
    name: null,
    state: 'available',
    standing: 'available',
    copyUntil: null,
    reason: null,
    startedAt: '2026-11-24T20:14:32.000Z',
    stoppedAt: '2026-11-24T21:45:38.000Z',
    duration: 5_466,
    size: 1,
    startedBy: null,
    hasAudio: true,
    hasVideo: true,
    taken: null,
  },
  events: [
    event('left', 'connectionDestroyed', '2026-11-24T20:56:06.000Z'),
    event('came', 'connectionCreated', '2026-11-24T20:15:02.000Z'),
  ],
  actions: [],
  connections: [
    {
      id: 'c1',
      platformId: 'x',
      sessionId: 's1',
      kind: 'participant',
      name: 'Mia Keller',
      role: null,
      since: null,
      ended: null,
      flags: [],
    },
  ],
  streams: [],
  alarms: [],
}

describe('moments of a recording', () => {
  const moments = momentsOf(page, 'reader')

  it('are counted from its start, oldest first, and name people', () => {
    expect(moments.map(({ id, second, whom }) => [id, second, whom])).toEqual([
      ['came', 30, 'Mia Keller'],
      ['left', 2_494, 'Mia Keller'],
    ])
  })

  it('are reached as the player comes to them', () => {
    expect(momentAt(moments, 10)).toBeNull()
    expect(momentAt(moments, 40)?.id).toBe('came')
    expect(momentAt(moments, 9_999)?.id).toBe('left')
  })

  it('can be gone through one by one', () => {
    expect(momentBeside(moments, 0, 1)?.id).toBe('came')
    expect(momentBeside(moments, 30, 1)?.id).toBe('left')
    expect(momentBeside(moments, 30, -1)).toBeNull()
    expect(momentBeside(moments, 2_494, -1)?.id).toBe('came')
  })

  it('are none in a recording that never began', () => {
    expect(momentsOf({ ...page, archive: { ...page.archive, startedAt: null } }, 'reader')).toEqual([])
  })
})
