import 'server-only'
import type { Announcement } from '#lib/live/announce.ts'
import { alertAnnouncements, writeAlerts } from '#lib/live/raise-alerts.ts'
import type { Tx } from '#lib/system/database.ts'
import { lockActions } from './lock-actions.ts'
import type { ActionKind } from './model.ts'
import { mayHaveDone, type OutcomeState } from './outcome.ts'
import { type NewOutcome, recordOutcome } from './record-outcome.ts'
import { archiveActions, settleArchives } from './settle-archives.ts'

/** A platform event as the projection has placed it: ids are ours. */
export type SettlingEvent = {
  projectId: string
  sessionId: string
  kind: string
  reason: string | null
  connectionId: string | null
  streamId: string | null
  archiveId: string | null
  at: Date
}

/**
 * What these events say about actions. An end that an action asked for confirms it; an end of another cause means that
 * there is nobody left to act upon. An end by force that nobody here asked for raises an alert: somebody else acts in
 * this session. Called by ingest inside its transaction, after the projection; returns what to announce with the batch.
 */
export async function settleActions(tx: Tx, events: readonly SettlingEvent[]): Promise<Announcement[]> {
  const ends = events.flatMap((event) => endOf(event) ?? [])
  const targets = await targetsOf(tx, ends)
  const concerned = [...targets.values()].flat().map((target) => target.actionId)
  await lockActions(tx, [...concerned, ...(await archiveActions(tx, events))])
  const changes: Announcement[] = []
  for (const end of ends) changes.push(...(await settleEnd(tx, end, targets.get(end.id) ?? [])))
  changes.push(...(await settleArchives(tx, events)))
  return changes
}

/** An end, the one kind of action that it confirms, and whom it is about. */
type End = {
  event: SettlingEvent
  by: 'connectionId' | 'streamId'
  id: string
  forced: boolean
  confirms: ActionKind
}

function endOf(event: SettlingEvent): End | null {
  if (event.kind === 'connectionDestroyed' && event.connectionId)
    return {
      event,
      by: 'connectionId',
      id: event.connectionId,
      forced: event.reason === 'forceDisconnected',
      confirms: 'disconnect',
    }
  if (event.kind === 'streamDestroyed' && event.streamId)
    return {
      event,
      by: 'streamId',
      id: event.streamId,
      forced: event.reason === 'forceUnpublished',
      confirms: 'unpublish',
    }
  return null
}

type Target = { id: string; actionId: string; kind: ActionKind; state: OutcomeState }

/** Every target that these ends are about, in one question: most batches end nobody whom an action is about. */
async function targetsOf(tx: Tx, ends: readonly End[]): Promise<Map<string, Target[]>> {
  const idsBy = (by: End['by']) => ends.flatMap((end) => (end.by === by ? end.id : []))
  if (ends.length === 0) return new Map()
  const rows = await tx.actionTarget.findMany({
    where: {
      OR: [{ connectionId: { in: idsBy('connectionId') } }, { streamId: { in: idsBy('streamId') } }],
    },
    select: {
      id: true,
      actionId: true,
      connectionId: true,
      streamId: true,
      state: true,
      action: { select: { kind: true } },
    },
  })
  const found = new Map<string, Target[]>()
  for (const row of rows) {
    const { id, actionId } = row
    const target = { id, actionId, kind: row.action.kind, state: row.state }
    for (const subject of [row.connectionId, row.streamId])
      if (subject !== null) found.set(subject, [...(found.get(subject) ?? []), target])
  }
  return found
}

async function settleEnd(tx: Tx, end: End, targets: readonly Target[]): Promise<Announcement[]> {
  const explains = (target: Target) => target.kind === end.confirms
  const settle = (some: readonly Target[], outcome: NewOutcome) =>
    recordOutcome(
      tx,
      some.map((target) => target.id),
      outcome,
    )
  const confirmed = end.forced ? mayHaveDone(targets.filter(explains)) : []
  const moot = targets.filter((target) => target.state !== 'confirmed' && !confirmed.includes(target))
  const changes: Announcement[] = [
    ...(await settle(confirmed, { state: 'confirmed', by: 'callback' })),
    ...(await settle(moot, { state: 'failed', failure: 'already-gone' })),
  ]
  if (end.forced && !targets.some(explains)) changes.push(...(await raiseUnexplained(tx, end)))
  return changes
}

/** A watching colleague is sent away by Gavel itself when they lose the right: nothing that needs explaining. */
async function isWatcher(tx: Tx, connectionId: string | null): Promise<boolean> {
  if (connectionId === null) return false
  return (await tx.connection.count({ where: { id: connectionId, kind: 'watcher' } })) > 0
}

async function raiseUnexplained(tx: Tx, end: End): Promise<Announcement[]> {
  const { event } = end
  if (await isWatcher(tx, event.connectionId)) return []
  const raised = await writeAlerts(tx, [
    {
      kind: 'unexplainedForce',
      projectId: event.projectId,
      sessionId: event.sessionId,
      connectionId: event.connectionId,
      cause: `unexplainedForce:${end.by}:${end.id}`,
    },
  ])
  return alertAnnouncements(tx, raised)
}
