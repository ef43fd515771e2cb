import 'server-only'
import { announce } from '#lib/live/announce.ts'
import type { Tx } from '#lib/system/database.ts'
import { lockActions } from './lock-actions.ts'
import type { ActionKind } from './model.ts'
import { recordOutcome } from './record-outcome.ts'

/** Only an action as fresh as this is confirmed by an observation: later, people mute themselves for reasons of their own. */
const FRESH_MINUTES = 2

/** What was asked of one stream, or of a room as a whole. */
type About = { streamId: string } | { sessionId: string }

/**
 * What a watching browser's observation would confirm. The platform sends no callback about muting: that a stream's
 * sound goes off, or that the room's mute for newcomers changes, is the only sign there is. The actions are locked.
 */
export async function pendingMutes(tx: Tx, kinds: readonly ActionKind[], about: About): Promise<string[]> {
  const since = new Date(Date.now() - FRESH_MINUTES * 60_000)
  const targets = await tx.actionTarget.findMany({
    where: {
      streamId: 'streamId' in about ? about.streamId : null,
      state: { in: ['asked', 'sent', 'unconfirmed'] },
      action: {
        kind: { in: [...kinds] },
        askedAt: { gt: since },
        ...('sessionId' in about ? { sessionId: about.sessionId } : {}),
      },
    },
    select: { id: true, actionId: true },
  })
  await lockActions(tx, [...new Set(targets.map((target) => target.actionId))])
  return targets.map((target) => target.id)
}

/** A watching browser has seen what these targets were asked for. */
export async function confirmByWatcher(tx: Tx, targetIds: readonly string[]): Promise<void> {
  const changes = await recordOutcome(tx, targetIds, { state: 'confirmed', by: 'watcher' })
  if (changes.length > 0) await announce(tx, changes)
}
