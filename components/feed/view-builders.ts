import type { Change, FeedMessage, SessionView } from '#lib/live/model.ts'

/** Views for tests, with what a test does not care about filled in. */
export function aSessionView(given: Partial<SessionView> = {}): SessionView {
  return {
    id: 's1',
    platformId: '1_MX40NzIx',
    projectId: 'p1',
    projectName: 'Openmic',
    name: 'Late-night karaoke',
    mode: 'routed',
    capacity: null,
    live: true,
    liveSince: '2026-11-24T20:14:06.000Z',
    connections: 0,
    publishers: 0,
    subscribers: 0,
    muteForced: false,
    closed: false,
    evidenceAt: '2026-11-24T20:56:00.000Z',
    archive: null,
    openAlerts: [],
    watching: [],
    ...given,
  }
}

export function aMessage(change: Change, given: Partial<FeedMessage> = {}): FeedMessage {
  return { seq: 1, at: '2026-11-24T20:56:00.000Z', projectId: 'p1', sessionId: 's1', change, ...given }
}
