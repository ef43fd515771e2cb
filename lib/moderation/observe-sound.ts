import 'server-only'
import { announce } from '#lib/live/announce.ts'
import type { Tx } from '#lib/system/database.ts'
import type { ActionKind } from './model.ts'
import { recordOutcome } from './record-outcome.ts'

/** Only an action as fresh as this is confirmed by an observation: later, people mute themselves for reasons of their own. */
const FRESH_MINUTES = 2

/**
 * A watching browser saw a stream's sound go off. The platform sends no callback about muting, so this is the only sign
 * that a mute took effect; it confirms what was asked of this stream.
 */
export async function observeQuietStream(tx: Tx, streamId: string): Promise<void> {
  await confirmByWatcher(tx, ['mute', 'muteAll'], { streamId })
}

/** A watching browser was told by the platform that the room's mute for newcomers began or ended. */
export async function observeRoomMute(tx: Tx, sessionId: string, active: boolean): Promise<void> {
  await confirmByWatcher(tx, [active ? 'muteAll' : 'liftMute'], { streamId: null, action: { sessionId } })
}

async function confirmByWatcher(
  tx: Tx,
  kinds: ActionKind[],
  which: { streamId: string } | { streamId: null; action: { sessionId: string } },
): Promise<void> {
  const since = new Date(Date.now() - FRESH_MINUTES * 60_000)
  const targets = await tx.actionTarget.findMany({
    where: {
      streamId: which.streamId,
      state: { in: ['asked', 'sent', 'unconfirmed'] },
      action: { ...('action' in which ? which.action : {}), kind: { in: kinds }, askedAt: { gt: since } },
    },
    select: { id: true },
  })
  const changes = await recordOutcome(
    tx,
    targets.map((target) => target.id),
    { state: 'confirmed', by: 'watcher' },
  )
  if (changes.length > 0) await announce(tx, changes)
}
