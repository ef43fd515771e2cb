/** What the video platform can be asked, whichever of its two flavours (OpenTok, Vonage Video) answers. Types only. */
import type { Result } from '#lib/system/result.ts'
import type { ArchiveId, ConnectionId, SessionId, StreamId } from './ids.ts'

export type PlatformFailureCode =
  /** It knows no such session, or nobody has ever been in it. */
  | 'not-found'
  /** The connection, stream or archive is no longer there. */
  | 'already-gone'
  | 'not-permitted'
  | 'bad-credentials'
  /** Contradicts its state: recording already, not recording, not routed (`platformCode` 15008). */
  | 'conflict'
  | 'too-many'
  /** It could not be reached, said that it is in trouble, or is left alone for a moment after it did so repeatedly. */
  | 'unreachable'
  /** No answer in time; what was asked may have happened all the same. */
  | 'timeout'
  | 'refused'
  /** An answer that broke off or made no sense; what was asked may have happened all the same. */
  | 'bad-answer'
  /** Not the id of anything; nothing was sent. */
  | 'bad-id'
  /** The project's address leads to where Gavel does not connect; nothing was sent. */
  | 'forbidden-address'
  /** The project is paused here; nothing was sent. */
  | 'paused'

export type PlatformFailure = {
  readonly code: PlatformFailureCode
  readonly status?: number
  readonly platformCode?: number
  readonly retryAfterSeconds?: number
  /** One of the attempts may have been carried out all the same, whatever the last of them ran into. */
  readonly inDoubt?: true
}

/** `platformCode` of a recording asked for in a relayed session. */
export const NOT_ROUTED = 15008

export type MediaMode = 'relayed' | 'routed'
export type TokenRole = 'subscriber' | 'publisher' | 'moderator'
export type Answer<Value> = Promise<Result<Value, PlatformFailure>>

export type TokenRequest = { sessionId: SessionId; role: TokenRole; data: string; expiresInSeconds: number }
export type SessionTraits = {
  mode: MediaMode
  /** End to end; null when the platform does not say. */
  encrypted: boolean | null
}
export type ListedStream = { id: StreamId; name: string; videoType: string }
/** Only those who are there: the platform also lists connections that are gone, which are left out. */
export type ListedConnection = { id: ConnectionId; state: 'connecting' | 'connected'; createdAt: Date | null }
export type Signal = { connectionId?: ConnectionId; type: string; data: string }

export type ArchiveStatus =
  | 'started'
  | 'paused'
  | 'stopped'
  | 'uploaded'
  | 'available'
  | 'expired'
  | 'failed'
  | 'deleted'
  /** A word of the platform that we do not know. */
  | 'unknown'

/** A stream in a recording in stream mode manual; its id is the platform's. */
export type TakenStream = { streamId: string; hasAudio: boolean; hasVideo: boolean }

export type PlatformArchive = {
  id: ArchiveId
  sessionId: SessionId
  name: string | null
  status: ArchiveStatus
  reason: string | null
  createdAt: Date
  /** Seconds; 0 while recording. */
  duration: number
  /** Bytes; 0 until the file is made. */
  size: number
  hasAudio: boolean
  hasVideo: boolean
  outputMode: string | null
  /** What of whom is recorded at the moment, where that was chosen one by one; null: everybody who publishes. */
  taken: TakenStream[] | null
  resolution: string | null
  /** Good for ten minutes, and only in status `available`: ask again for a fresh one. Never stored, never shown. */
  url: string | null
}

export type ArchiveOptions = { name?: string; hasAudio?: boolean; hasVideo?: boolean; resolution?: string }
export type ArchivePage = { sessionId?: SessionId; offset: number; count: number }

/** One project on the platform. Nothing here rejects, and nothing takes longer than ten seconds. */
export type PlatformClient = {
  createSession(options: { mode: MediaMode; archiveMode?: 'manual' | 'always' }): Answer<SessionId>
  /** Made here, without asking the platform. `data` is seen by everybody in the session: nothing personal. */
  mintToken(request: TokenRequest): Result<string, PlatformFailure>
  describeSession(sessionId: SessionId): Answer<SessionTraits>
  listStreams(sessionId: SessionId): Answer<ListedStream[]>
  listConnections(sessionId: SessionId): Answer<ListedConnection[]>
  disconnect(sessionId: SessionId, connectionId: ConnectionId): Answer<null>
  muteStream(sessionId: SessionId, streamId: StreamId): Answer<null>
  muteAll(sessionId: SessionId, options: { active: boolean; excludedStreamIds: StreamId[] }): Answer<null>
  signal(sessionId: SessionId, signal: Signal): Answer<null>
  startArchive(sessionId: SessionId, options?: ArchiveOptions): Answer<PlatformArchive>
  stopArchive(archiveId: ArchiveId): Answer<PlatformArchive>
  getArchive(archiveId: ArchiveId): Answer<PlatformArchive>
  listArchives(page: ArchivePage): Answer<{ total: number; archives: PlatformArchive[] }>
  deleteArchive(archiveId: ArchiveId): Answer<null>
}

/** What a browser may know of a project: its public key, and where the platform is when it is not the public one. */
export type BrowserCredentials = { apiKey: string; apiUrl: string | null }
