import type { SessionView } from '#lib/live/model.ts'

/** Why no recording can begin, said before anybody presses. */
export function hindranceToStart(session: SessionView): string | null {
  if (session.mode === 'relayed')
    return 'Relayed: media goes from person to person, so there is nothing to record.'
  if (!session.live) return 'Nobody is connected, so there is nothing to record.'
  return null
}
