/** What the platform tells a project's server by callback (session monitoring). */
import type { Connection, Session, Stream } from './session.ts'

export type LeaveReason =
  | 'clientDisconnected'
  | 'forceDisconnected'
  | 'networkDisconnected'
  | 'mediaIdle'
  | 'serverRotation'
export type UnpublishReason = LeaveReason | 'forceUnpublished' | 'mediaStopped'

export type PlatformEvent =
  | { event: 'sessionCreated' | 'sessionDestroyed'; session: Session }
  | { event: 'connectionCreated'; session: Session; connection: Connection }
  | { event: 'connectionDestroyed'; session: Session; connection: Connection; reason: LeaveReason }
  | { event: 'streamCreated'; session: Session; stream: Stream }
  | { event: 'streamDestroyed'; session: Session; stream: Stream; reason: UnpublishReason }
