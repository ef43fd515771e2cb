import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import type { Tx } from '#lib/system/database.ts'
import { fail, type Result } from '#lib/system/result.ts'
import { type Asked, askAction } from './ask-action.ts'
import type { findParticipant } from './find-target.ts'

export type Participant = NonNullable<Awaited<ReturnType<typeof findParticipant>>>
export type Asker = { actor: Actor; tx: Tx; requestId: string }

/** Asks to disconnect one participant. Somebody who left a moment ago is not asked about. */
export async function removeParticipant(
  { actor, tx, requestId }: Asker,
  participant: Participant,
  reason: string,
): Promise<Result<Asked, 'already-gone' | 'paused'>> {
  if (!participant.live) return fail('already-gone')
  return askAction(tx, {
    actor,
    kind: 'disconnect',
    projectId: participant.projectId,
    sessionId: participant.session.id,
    reason,
    requestId,
    targets: [{ connectionId: participant.id }],
  })
}
