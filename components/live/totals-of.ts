import type { SessionView } from '#lib/live/model.ts'
import { isRecorded } from './pick-sessions.ts'

export type Totals = {
  sessions: number
  connections: number
  publishers: number
  subscribers: number
  recording: number
  routed: number
  alerts: number
  oldestAlertAt: string | null
  watched: number
  alarmedUnwatched: number
}

/** What is live, added up. */
export function totalsOf(sessions: readonly SessionView[]): Totals {
  const sum = (measure: (session: SessionView) => number) =>
    sessions.reduce((total, session) => total + measure(session), 0)
  const count = (holds: (session: SessionView) => boolean) => sessions.filter(holds).length
  return {
    sessions: sessions.length,
    connections: sum(({ connections }) => connections),
    publishers: sum(({ publishers }) => publishers),
    subscribers: sum(({ subscribers }) => subscribers),
    recording: count(isRecorded),
    routed: count(({ mode }) => mode === 'routed'),
    alerts: sum(({ openAlerts }) => openAlerts.length),
    oldestAlertAt: sessions.flatMap(({ openAlerts }) => openAlerts.map(({ at }) => at)).toSorted()[0] ?? null,
    watched: count(({ watching }) => watching.length > 0),
    alarmedUnwatched: count(({ openAlerts, watching }) => openAlerts.length > 0 && watching.length === 0),
  }
}
