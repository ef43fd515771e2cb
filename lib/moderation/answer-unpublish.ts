import 'server-only'
import { announce } from '#lib/live/announce.ts'
import type { Tx } from '#lib/system/database.ts'
import { type NewOutcome, recordOutcome } from './record-outcome.ts'

export type UnpublishAnswer = 'accepted' | 'not-found' | 'not-permitted' | 'failed'

const OUTCOMES: Record<UnpublishAnswer, NewOutcome> = {
  accepted: { state: 'sent' },
  'not-found': { state: 'failed', failure: 'already-gone' },
  'not-permitted': { state: 'failed', failure: 'not-permitted' },
  failed: { state: 'failed', failure: 'browser-refused' },
}

/**
 * Keeps what a moderator's own connection was answered. Force unpublish has no server API, so the browser asks the
 * platform; the confirmation still comes by callback, which the browser cannot make up.
 */
export async function answerUnpublish(tx: Tx, actionId: string, answer: UnpublishAnswer): Promise<void> {
  const targets = await tx.actionTarget.findMany({ where: { actionId }, select: { id: true } })
  const changes = await recordOutcome(
    tx,
    targets.map((target) => target.id),
    OUTCOMES[answer],
  )
  if (changes.length > 0) await announce(tx, changes)
}
