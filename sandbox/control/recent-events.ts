import type { Platform } from '../platform/platform.ts'
import type { PlatformEvent } from '../platform/platform-event.ts'

export type RecentEvent = { at: Date; project: string; sessionId: string; event: string; detail: string }

const KEPT = 50

const detailOf = (event: PlatformEvent): string => {
  const whose = 'stream' in event ? event.stream.name : 'connection' in event ? event.connection.data : ''
  return [whose, 'reason' in event ? event.reason : ''].filter(Boolean).join(', ')
}

/** The last things that happened, newest first. */
export const keepRecentEvents = (platform: Platform): (() => readonly RecentEvent[]) => {
  const recent: RecentEvent[] = []
  platform.onEvent((event) => {
    recent.unshift({
      at: platform.now(),
      project: event.session.project.name,
      sessionId: event.session.id,
      event: event.event,
      detail: detailOf(event).slice(0, 200),
    })
    recent.length = Math.min(recent.length, KEPT)
  })
  return () => recent
}
