/**
 * What a page knows of what is live: plain data, safe for the browser, times as ISO strings in UTC. The same shapes stand
 * in a page's snapshot and in the feed, where each change carries the whole new row: applying one twice changes nothing.
 */
import type { ActionView } from '#lib/moderation/model.ts'

export type MediaMode = 'relayed' | 'routed'

/** One row of the Live table. */
export type SessionView = {
  id: string
  platformId: string
  projectId: string
  projectName: string
  /** Null for a session that appeared by its callbacks and was never named. */
  name: string | null
  mode: MediaMode | null
  capacity: number | null
  live: boolean
  liveSince: string | null
  connections: number
  publishers: number
  /** Connected, not publishing; watchers left out. */
  subscribers: number
  muteForced: boolean
  closed: boolean
  /** Latest evidence for the counts, whatever its source. */
  evidenceAt: string
  archive: ArchiveView | null
  openAlerts: AlertView[]
  watching: WatcherView[]
}

/** A moderator who watches: a connection of ours, in no count, but visible to participants' programs. */
export type WatcherView = { connectionId: string; accountId: string; name: string; since: string }

/** What an alert about a live session says; of recordings that are over there are more, in `alerts/model.ts`. */
export type AlertKind =
  | 'unexplainedForce'
  | 'grantReused'
  | 'personalData'
  | 'actionUnconfirmed'
  | 'archiveNotStarted'
  | 'archiveStoppedAlone'
  | 'archiveSilent'
  | 'archiveObjection'
export type AlertView = {
  id: string
  kind: AlertKind
  connectionId: string | null
  at: string
  /** Of a recording's alarm: what is wrong, and the platform's own word for it. `alarm-words.ts` makes a sentence of them. */
  why: string | null
  said: string | null
}

export type ConnectionEnd = { at: string; reason: string | null }

/** One client in a session, participant or watcher. */
export type ConnectionView = {
  id: string
  platformId: string
  sessionId: string
  kind: 'participant' | 'watcher'
  /** From the grant or the person behind it; null when nothing is known of them. Hostile text. */
  name: string | null
  role: 'subscriber' | 'publisher' | 'moderator' | null
  since: string | null
  ended: ConnectionEnd | null
  flags: AlertKind[]
}

/** One published camera or screen. */
export type StreamView = {
  id: string
  platformId: string
  sessionId: string
  connectionId: string | null
  /** By the participant's program. Hostile text. */
  name: string | null
  videoType: string | null
  since: string | null
  ended: ConnectionEnd | null
}

export type ArchiveState =
  | 'starting'
  | 'recording'
  | 'paused'
  | 'stopping'
  | 'uploaded'
  | 'available'
  | 'expired'
  | 'failed'
  | 'deleted'

/** What a recording is to whoever looks at it: where its file lies comes before what the platform says of it. */
export type ArchiveStanding = ArchiveState | 'kept' | 'lost'

export type ArchiveView = {
  id: string
  sessionId: string
  sessionName: string | null
  projectId: string
  projectName: string
  name: string | null
  state: ArchiveState
  standing: ArchiveStanding
  /** While the platform's is the only copy: when it deletes that. */
  copyUntil: string | null
  reason: string | null
  startedAt: string | null
  stoppedAt: string | null
  /** Seconds. */
  duration: number | null
  /** Bytes. */
  size: number | null
  startedBy: string | null
  hasAudio: boolean
  hasVideo: boolean
  /** Whose streams it takes while it runs, by the platform's ids; null: of everybody who publishes. */
  taken: TakenStream[] | null
}

export type TakenStream = { streamId: string; hasAudio: boolean; hasVideo: boolean }

/** One platform event in a session's timeline. Who it is about is looked up among the connections and streams. */
export type TimelineEvent = {
  id: string
  sessionId: string
  kind: string
  /** Our ids of what it speaks of, when it is known. */
  connectionId: string | null
  streamId: string | null
  archiveId: string | null
  reason: string | null
  at: string
}

export type CountPoint = { at: string; connections: number; publishers: number; subscribers: number }

/** That a request to record changed. Who may read it asks for it; here stands nothing of what it says. */
export type RequestHint = { id: string; sessionId: string }

/** That an alert came, was claimed or ended. As with requests, who may read it asks for it. */
export type AlertHint = { id: string }

/** What changed, as the feed tells it. `detail` kinds reach only readers who have that session open. */
export type Change =
  | { kind: 'session'; session: SessionView }
  | { kind: 'connection'; connection: ConnectionView }
  | { kind: 'stream'; stream: StreamView }
  | { kind: 'event'; event: TimelineEvent }
  | { kind: 'action'; action: ActionView }
  | { kind: 'archive'; archive: ArchiveView }
  | { kind: 'request'; request: RequestHint }
  | { kind: 'alert'; alert: AlertHint }

/** One entry of the feed: `seq` grows by one, without holes, over all projects. */
export type FeedMessage = {
  seq: number
  at: string
  projectId: string
  sessionId: string | null
  change: Change
}

/** Live page: everything the actor may see that is live, and the feed position it was taken at. */
export type LiveSnapshot = {
  position: number
  at: string
  sessions: SessionView[]
  /** Session id -> counts of the last 15 minutes. */
  samples: Record<string, CountPoint[]>
  projects: ProjectView[]
}

export type ProjectView = { id: string; name: string; reconciledAt: string | null; trouble: string | null }

/** Session page. */
export type SessionSnapshot = {
  position: number
  at: string
  session: SessionView
  /** Its project, for why the platform cannot be asked about it. */
  project: ProjectView | null
  connections: ConnectionView[]
  streams: StreamView[]
  events: TimelineEvent[]
  actions: ActionView[]
  archives: ArchiveView[]
  samples: CountPoint[]
}
