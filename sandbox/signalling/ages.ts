/**
 * What ends of itself. A client that neither published nor subscribed within four hours of coming is cut off. A
 * session that lives for eight hours is moved to another server: its project is told four hours before and one
 * hour before, and then everybody is cut off and has to come again, but for the clients that said that they can
 * move (`sessionMigration` in the browser's SDK): they are asked to, and have half a minute for it.
 */
import type { Clock } from '../callbacks/callback-queue.ts'
import type { Platform } from '../platform/platform.ts'
import type { PlatformEvent } from '../platform/platform-event.ts'
import type { Connection, Session } from '../platform/session.ts'
import { leaveSession } from './leave-session.ts'
import { askToMove, canMove, isMoving } from './move.ts'

const HOUR_MS = 3_600_000
const IDLE_MS = 4 * HOUR_MS
const ROTATION_MS = 8 * HOUR_MS
const MOVE_WITHIN_MS = 30_000
const NOTICES_MS = [4 * HOUR_MS, HOUR_MS]

const cutIfIdle = (platform: Platform, connection: Connection): void => {
  if (!connection.usesMedia) leaveSession(platform, connection, 'mediaIdle')
}

const cut = (platform: Platform, session: Session, whom: (connection: Connection) => boolean): void => {
  for (const connection of [...session.connections.values()].filter(whom)) {
    leaveSession(platform, connection, 'serverRotation')
  }
}

const rotate = (platform: Platform, session: Session): void => {
  session.server += 1
  cut(platform, session, (connection) => !canMove(connection))
  for (const connection of session.connections.values()) askToMove(connection)
}

const planRotation = (platform: Platform, clock: Clock, session: Session): (() => void) => {
  const planned: Array<() => void> = []
  const plan = (ms: number, run: () => void): void => {
    planned.push(clock.after(ms, run))
  }
  const planNext = (): void => {
    planned.length = 0
    for (const before of NOTICES_MS) {
      plan(ROTATION_MS - before, () => {
        platform.emit({ event: 'sessionNotification', session, reason: 'serverRotation' })
      })
    }
    plan(ROTATION_MS, () => {
      rotate(platform, session)
      if (session.connections.size === 0) return
      planNext()
      plan(MOVE_WITHIN_MS, () => cut(platform, session, isMoving))
    })
  }
  planNext()
  return () => {
    for (const cancel of planned) cancel()
  }
}

/** The returned function ends the watching. */
export const watchAges = (platform: Platform, clock: Clock): (() => void) => {
  const planned = new Map<Connection | Session, () => void>()
  const callOff = (whose: Connection | Session): void => {
    planned.get(whose)?.()
    planned.delete(whose)
  }
  const follow = (event: PlatformEvent): void => {
    switch (event.event) {
      case 'sessionCreated':
        planned.set(event.session, planRotation(platform, clock, event.session))
        break
      case 'connectionCreated': {
        const { connection } = event
        planned.set(
          connection,
          clock.after(IDLE_MS, () => cutIfIdle(platform, connection)),
        )
        break
      }
      case 'connectionDestroyed':
        callOff(event.connection)
        break
      case 'sessionDestroyed':
        callOff(event.session)
    }
  }
  const stop = platform.onEvent(follow)
  return () => {
    stop()
    for (const cancel of planned.values()) cancel()
    planned.clear()
  }
}
