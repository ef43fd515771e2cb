import type { ConnectionView, TimelineEvent } from '#lib/live/model.ts'
import type { ActionKind } from '#lib/moderation/model.ts'

export type RowIcon =
  | ActionKind
  | 'session'
  | 'joined'
  | 'left'
  | 'published'
  | 'unpublished'
  | 'archive'
  | 'other'

type Words = { icon: RowIcon; lead: string; detail: string | null }

/** The platform's reasons as people say them; one it invents later is shown as it is. */
const REASONS: Record<string, string> = {
  clientDisconnected: 'by themselves',
  forceDisconnected: 'disconnected by force',
  forceUnpublished: 'taken away by force',
  // Whoever closes the browser or the lid says no farewell either: the platform tells them from a lost network no more than we.
  networkDisconnected: 'the connection broke off',
  networkTimedout: 'the connection broke off',
  mediaStopped: 'the device stopped',
  mediaIdle: 'idle for too long',
  serverRotation: 'the platform changed servers',
  reset: 'the connection was reset',
}

/** One event of the platform as a line of the timeline. */
export function eventWords(event: TimelineEvent, connection: ConnectionView | undefined): Words {
  const watcher = connection?.kind === 'watcher'
  const detail = reasonWords(event.reason)
  switch (event.kind) {
    case 'sessionCreated':
      return { icon: 'session', lead: 'Session began', detail }
    case 'sessionDestroyed':
      return { icon: 'session', lead: 'Session ended', detail }
    case 'connectionCreated':
      return { icon: 'joined', lead: watcher ? 'Watched by' : joinedLead(connection), detail }
    case 'connectionDestroyed':
      return { icon: 'left', lead: watcher ? 'No longer watched by' : 'Left', detail }
    case 'streamCreated':
      return { icon: 'published', lead: 'Published', detail }
    case 'streamDestroyed':
      return { icon: 'unpublished', lead: 'No longer publishes', detail }
    default:
      return otherWords(event, detail)
  }
}

function joinedLead(connection: ConnectionView | undefined): string {
  return connection?.role ? `Joined as ${connection.role}` : 'Joined'
}

const ARCHIVE: Record<string, string> = {
  started: 'Recording started',
  paused: 'Recording paused: nobody publishes',
  stopped: 'Recording stopped',
  uploaded: 'Recording stored',
  available: 'Recording ready to play',
  expired: 'Recording expired',
  failed: 'Recording failed',
  deleted: 'Platform let go of its copy of the recording',
}

function otherWords({ kind }: TimelineEvent, detail: string | null): Words {
  if (!kind.startsWith('archive')) return { icon: 'other', lead: `Platform said ${kind}`, detail }
  const state = kind.slice('archive'.length).replace(/^[.:]/, '').toLowerCase()
  return { icon: 'archive', lead: ARCHIVE[state] ?? 'Recording changed', detail }
}

function reasonWords(reason: string | null): string | null {
  return reason === null ? null : (REASONS[reason] ?? reason)
}
