/** Builders for tests of the session page: somebody, what they publish, what was done to them. */
import type { SeenStream } from '#components/video/seen-stream.ts'
import type { ConnectionView, StreamView, TimelineEvent } from '#lib/live/model.ts'
import type { ActionView } from '#lib/moderation/model.ts'

export const at = (clock: string): string => `2026-11-24T${clock}.000Z`

export function aConnection(name: string, part: Partial<ConnectionView> = {}): ConnectionView {
  const id = `connection-${name}`
  return {
    id,
    platformId: `platform-${id}`,
    sessionId: 'session',
    kind: 'participant',
    name,
    role: 'publisher',
    since: at('21:15:04'),
    ended: null,
    flags: [],
    ...part,
  }
}

export function aStream(name: string, part: Partial<StreamView> = {}): StreamView {
  return {
    id: `stream-${name}`,
    platformId: `platform-stream-${name}`,
    sessionId: 'session',
    connectionId: `connection-${name}`,
    name,
    videoType: 'camera',
    since: at('21:15:10'),
    ended: null,
    ...part,
  }
}

export function aSeenStream(name: string, part: Partial<SeenStream> = {}): SeenStream {
  return {
    platformId: `platform-stream-${name}`,
    connectionPlatformId: `platform-connection-${name}`,
    name,
    videoType: 'camera',
    hasAudio: true,
    hasVideo: true,
    width: 320,
    height: 180,
    ...part,
  }
}

export function anAction(part: Partial<ActionView> = {}): ActionView {
  const outcome = part.outcome ?? { state: 'asked' }
  return {
    id: 'action',
    kind: 'mute',
    sessionId: 'session',
    actorId: 'ines',
    actorName: 'Ines Duarte',
    approvedBy: null,
    reason: null,
    askedAt: at('21:56:06'),
    sentAt: null,
    outcome,
    targets: [{ id: 'target', connectionId: null, streamId: 'stream-Mia', archiveId: null, outcome }],
    ...part,
  }
}

export function anEvent(kind: string, part: Partial<TimelineEvent> = {}): TimelineEvent {
  return {
    id: kind,
    sessionId: 'session',
    kind,
    connectionId: null,
    streamId: null,
    archiveId: null,
    reason: null,
    at: at('21:56:00'),
    ...part,
  }
}
