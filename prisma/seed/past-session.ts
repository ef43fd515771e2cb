/** The parts of which the demo's history is told. Times are minutes from the session's start. */
export type PastPerson = {
  name: string
  came: number
  left: number
  /** Published from shortly after they came until they left. */
  shows?: 'camera' | 'screen'
}

export type PastAction = {
  at: number
  kind: 'mute' | 'warn' | 'disconnect' | 'unpublish'
  /** First name of the moderator. */
  by: 'Ines' | 'Tomasz'
  to: string
  reason: string
}

export type PastRecording = {
  from: number
  to: number
  /** No file of it is left anywhere, and none is promised. */
  state: 'expired' | 'deleted'
  by: 'Ines' | 'Tomasz'
  megabytes: number
}

export type PastSession = {
  project: 'Openmic' | 'Tutor' | 'Care desk'
  name: string
  daysAgo: number
  /** Hours and minutes, UTC. */
  at: [number, number]
  minutes: number
  mode: 'routed' | 'relayed'
  capacity: number
  people: PastPerson[]
  actions?: PastAction[]
  recording?: PastRecording
}

export const listener = (name: string, came: number, left: number): PastPerson => ({ name, came, left })
export const on = (
  name: string,
  came: number,
  left: number,
  shows: 'camera' | 'screen' = 'camera',
): PastPerson => ({
  name,
  came,
  left,
  shows,
})
