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
  | { event: 'sessionCreated'; session: Session }
  | { event: 'sessionDestroyed'; session: Session; reason?: 'serverRotation' }
  /** What will happen to the session in some hours. */
  | { event: 'sessionNotification'; session: Session; reason: 'serverRotation' }
  | { event: 'connectionCreated'; session: Session; connection: Connection }
  | { event: 'connectionDestroyed'; session: Session; connection: Connection; reason: LeaveReason }
  | { event: 'streamCreated'; session: Session; stream: Stream }
  | { event: 'streamDestroyed'; session: Session; stream: Stream; reason: UnpublishReason }
