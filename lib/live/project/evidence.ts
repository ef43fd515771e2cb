import type { ArchiveEvidence } from './archives.ts'
import type { Sorted } from './events.ts'
import { type Behind, NOBODY } from './people.ts'
import type { ConnectionEvidence, SessionEvidence, StreamEvidence } from './rows.ts'

export type Evidence = {
  sessions: SessionEvidence[]
  connections: ConnectionEvidence[]
  streams: StreamEvidence[]
  archives: ArchiveEvidence[]
}

/**
 * What these events say about rows. An unverified event may show that something exists, never that it is over: an end is
 * final, so only the platform's own list can tell it then.
 */
export function evidenceOf(events: readonly Sorted[], people: ReadonlyMap<string, Behind>): Evidence {
  return {
    sessions: events.map(sessionEvidence),
    connections: events.flatMap((event) => connectionEvidence(event, people)),
    streams: events.flatMap(streamEvidence),
    archives: events.flatMap(archiveEvidence),
  }
}

function sessionEvidence({ sessionId, verified, callback }: Sorted): SessionEvidence {
  return {
    id: sessionId,
    createdAt: callback.kind === 'sessionCreated' ? callback.at : null,
    destroyedAt: callback.kind === 'sessionDestroyed' && verified ? callback.at : null,
  }
}

/** A stream's event tells of its connection too, should the connection's own be late or lost. */
function connectionEvidence(event: Sorted, people: ReadonlyMap<string, Behind>): ConnectionEvidence[] {
  const { callback, projectId, sessionId, verified } = event
  if (!callback.connection || !callback.known) return []
  const created = callback.kind === 'connectionCreated'
  const ended = callback.kind === 'connectionDestroyed' && verified
  return [
    {
      sessionId,
      projectId,
      platformId: callback.connection.id,
      ...(people.get(callback.digest) ?? NOBODY),
      createdAt: callback.connection.createdAt ?? (created ? callback.at : null),
      endedAt: ended ? callback.at : null,
      endReason: ended ? callback.reason : null,
      seenAt: null,
      missingAt: null,
    },
  ]
}

function streamEvidence({ callback, projectId, sessionId, verified }: Sorted): StreamEvidence[] {
  if (!callback.stream || !callback.known) return []
  const ended = callback.kind === 'streamDestroyed' && verified
  return [
    {
      sessionId,
      projectId,
      platformId: callback.stream.id,
      connection: callback.connection?.id ?? null,
      name: callback.stream.name,
      videoType: callback.stream.videoType,
      createdAt: callback.stream.createdAt ?? (callback.kind === 'streamCreated' ? callback.at : null),
      endedAt: ended ? callback.at : null,
      endReason: ended ? callback.reason : null,
      seenAt: null,
      missingAt: null,
    },
  ]
}

function archiveEvidence({ callback, projectId, sessionId, verified }: Sorted): ArchiveEvidence[] {
  if (!callback.archive || !verified) return []
  const { archive, reason, at } = callback
  return [{ sessionId, projectId, archive, reason, at, answered: false }]
}
