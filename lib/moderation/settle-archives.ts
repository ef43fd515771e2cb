import 'server-only'
import type { ArchiveState } from '#lib/live/model.ts'
import type { Tx } from '#lib/system/database.ts'
import type { ActionKind } from './model.ts'
import { mayHaveDone } from './outcome.ts'
import { type ChangeOf, type NewOutcome, recordOutcome } from './record-outcome.ts'
import type { SettlingEvent } from './settle-actions.ts'

const RUNNING: readonly ArchiveState[] = ['recording', 'paused']
const OVER: readonly ArchiveState[] = ['stopping', 'uploaded', 'available', 'expired', 'deleted']

/** What the state a recording is in now says about having been asked to start or to stop it. */
export async function settleArchives(
  tx: Tx,
  events: readonly Pick<SettlingEvent, 'archiveId'>[],
): Promise<ChangeOf<'action'>[]> {
  const ids = [...new Set(events.flatMap((event) => event.archiveId ?? []))]
  if (ids.length === 0) return []
  const archives = await tx.archive.findMany({
    where: { id: { in: ids } },
    select: { id: true, sessionId: true, state: true },
  })
  const changes: ChangeOf<'action'>[] = []
  for (const archive of archives) {
    await tellWhichArchive(tx, archive)
    const started = verdictOnStart(archive.state)
    if (started) changes.push(...(await settle(tx, archive.id, 'startArchive', started)))
    const stopped = verdictOnStop(archive.state)
    if (stopped) changes.push(...(await settle(tx, archive.id, 'stopArchive', stopped)))
  }
  return changes
}

/** The actions that events about recordings may settle: those of the recordings, and starts that know none yet. */
export async function archiveActions(
  tx: Tx,
  events: readonly Pick<SettlingEvent, 'archiveId' | 'sessionId'>[],
): Promise<string[]> {
  const concerned = events.filter((event) => event.archiveId !== null)
  if (concerned.length === 0) return []
  const targets = await tx.actionTarget.findMany({
    where: {
      OR: [
        { archiveId: { in: concerned.flatMap((event) => event.archiveId ?? []) } },
        {
          archiveId: null,
          action: { kind: 'startArchive', sessionId: { in: concerned.map((event) => event.sessionId) } },
        },
      ],
    },
    select: { actionId: true },
  })
  return targets.map((target) => target.actionId)
}

function verdictOnStart(state: ArchiveState): NewOutcome | null {
  if (RUNNING.includes(state) || OVER.includes(state)) return { state: 'confirmed', by: 'callback' }
  return state === 'failed' ? { state: 'failed', failure: 'platform-refused' } : null
}

function verdictOnStop(state: ArchiveState): NewOutcome | null {
  if (OVER.includes(state)) return { state: 'confirmed', by: 'callback' }
  return state === 'failed' ? { state: 'failed', failure: 'platform-refused' } : null
}

/** The callback may be here before the platform's own answer to the start: then it says which recording it became. */
async function tellWhichArchive(tx: Tx, archive: { id: string; sessionId: string }): Promise<void> {
  const pending = await tx.actionTarget.findFirst({
    where: {
      archiveId: null,
      state: { in: ['asked', 'sent'] },
      action: { kind: 'startArchive', sessionId: archive.sessionId },
    },
    select: { id: true, action: { select: { actorId: true } } },
    orderBy: { id: 'asc' },
  })
  if (!pending) return
  await tx.actionTarget.update({
    where: { id: pending.id },
    data: { archiveId: archive.id },
    select: { id: true },
  })
  await tx.archive.updateMany({
    where: { id: archive.id, startedById: null },
    data: { startedById: pending.action.actorId },
  })
}

async function settle(
  tx: Tx,
  archiveId: string,
  kind: ActionKind,
  outcome: NewOutcome,
): Promise<ChangeOf<'action'>[]> {
  const targets = await tx.actionTarget.findMany({
    where: { archiveId, action: { kind } },
    select: { id: true, state: true },
  })
  return recordOutcome(
    tx,
    mayHaveDone(targets).map((target) => target.id),
    outcome,
  )
}
