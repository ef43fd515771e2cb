import 'server-only'
import { fail, type Result } from '#lib/system/result.ts'
import { type Asked, askAction } from './ask-action.ts'
import type { Asker, Participant } from './remove-participant.ts'

/** The signal that carries a warning into the room. Pages must also check that the server sent it: `from` is null then. */
export const WARNING_SIGNAL = 'gavel-warning'

/** Asks to show one participant a warning; its text is the action's reason. */
export async function warnParticipant(
  { actor, tx, requestId }: Asker,
  participant: Participant,
  text: string,
): Promise<Result<Asked, 'already-gone' | 'paused'>> {
  if (!participant.live) return fail('already-gone')
  return askAction(tx, {
    actor,
    kind: 'warn',
    projectId: participant.projectId,
    sessionId: participant.session.id,
    reason: text,
    requestId,
    targets: [{ connectionId: participant.id }],
  })
}

/** What the room's page gets. The action's id lets it send a receipt. */
export function warningData(actionId: string, text: string): string {
  return JSON.stringify({ id: actionId, text })
}
