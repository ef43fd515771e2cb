import type { Signal } from '#components/video/session-connection.ts'
import type { RoomRecording } from '#lib/archives/model.ts'

export type RecordingNotice = Pick<RoomRecording, 'objections'> & { start: string; by: string }

const TYPE = 'gavel-recording'
const ID = /^[0-9a-f-]{36}$/i
const OBJECTIONS: readonly unknown[] = ['none', 'told', 'stop']

/** The notice that a recording is about to begin, or null. As with warnings, only what the server itself sent counts. */
export function readRecordingNotice({ type, data, fromServer }: Signal): RecordingNotice | null {
  if (!fromServer || type !== TYPE) return null
  const value = parse(data)
  if (typeof value !== 'object' || value === null) return null
  if (!('start' in value && 'by' in value && 'objections' in value)) return null
  const { start, by, objections } = value
  if (typeof start !== 'string' || !ID.test(start) || typeof by !== 'string') return null
  return isKnown(objections) ? { start, by, objections } : null
}

const isKnown = (value: unknown): value is RoomRecording['objections'] => OBJECTIONS.includes(value)

function parse(data: string): unknown {
  try {
    return JSON.parse(data)
  } catch {
    return null // not a notice of ours
  }
}
