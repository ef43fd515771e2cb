import type { RecordingRight } from '#lib/archives/model.ts'
import type { SessionView } from '#lib/live/model.ts'

/** Why no recording can begin, said before anybody presses. */
export function hindranceToStart(session: SessionView, right: RecordingRight | null): string | null {
  if (session.mode === 'relayed')
    return 'Relayed: media goes from person to person, so there is nothing to record.'
  if (!session.live) return 'Nobody is connected, so there is nothing to record.'
  if (right?.request?.state === 'waiting') return 'Somebody has asked to record this session.'
  return right?.verdict === 'refuse' ? right.words : null
}
