import 'server-only'
import { recordAudit } from '#lib/audit/record-audit.ts'
import type { Change } from '#lib/live/model.ts'
import type { Tx } from '#lib/system/database.ts'
import type { ActionFailure, ActionKind, ActionView, Evidence } from './model.ts'
import { FOLLOWS } from './outcome.ts'
import { actionViews } from './views.ts'

/** An outcome that has just come about; its time is the database's. */
export type NewOutcome =
  | { state: 'sent' }
  | { state: 'confirmed'; by: Evidence }
  | { state: 'failed'; failure: ActionFailure }
  | { state: 'unconfirmed' }

export type ChangeOf<Kind extends Change['kind']> = {
  projectId: string
  sessionId: string
  change: Extract<Change, { kind: Kind }>
}

/** The permission an action was done by, which is its name on the record too. */
export const ACTION_NAMES: Record<ActionKind, string> = {
  disconnect: 'participant.remove',
  unpublish: 'participant.unpublish',
  mute: 'participant.mute',
  muteAll: 'session.mute',
  liftMute: 'session.mute',
  warn: 'participant.warn',
  startArchive: 'archive.start',
  stopArchive: 'archive.stop',
}

/**
 * Writes an outcome to those of these targets that may still take it, brings their actions up to date, and puts each
 * action that is now settled on the record. The caller holds the actions' locks (`lockActions`). Returns what to announce; says nothing twice, whatever comes twice.
 */
export async function recordOutcome(
  tx: Tx,
  targetIds: readonly string[],
  outcome: NewOutcome,
): Promise<ChangeOf<'action'>[]> {
  if (targetIds.length === 0) return []
  const settles = outcome.state !== 'sent'
  const rows = await tx.actionTarget.updateManyAndReturn({
    where: { id: { in: [...targetIds] }, state: { in: [...FOLLOWS[outcome.state]] } },
    data: {
      state: outcome.state,
      settledAt: settles ? await databaseTime(tx) : null,
      failure: outcome.state === 'failed' ? outcome.failure : null,
      evidence: outcome.state === 'confirmed' ? outcome.by : null,
    },
    select: { actionId: true },
  })
  return bringUpToDate(tx, [...new Set(rows.map((row) => row.actionId))])
}

/** The feed's changes for these actions. */
export async function actionChanges(tx: Tx, actionIds: readonly string[]): Promise<ChangeOf<'action'>[]> {
  const views = await actionViews(tx, actionIds)
  return views.map(({ projectId, ...action }) => ({
    projectId,
    sessionId: action.sessionId,
    change: { kind: 'action', action },
  }))
}

async function bringUpToDate(tx: Tx, actionIds: readonly string[]): Promise<ChangeOf<'action'>[]> {
  if (actionIds.length === 0) return []
  const before = await actionChanges(tx, actionIds)
  for (const { change } of before) await settleAction(tx, change.action)
  await giveBackApprovals(tx, before)
  // Read again: a first "sent" has just been given its time. And the record last: rows are locked before its chain is.
  const changes = await actionChanges(tx, actionIds)
  for (const { projectId, change } of changes)
    if (isSettled(change.action)) await recordSettled(tx, projectId, change.action)
  return changes
}

/** A start that failed has recorded nothing: what was agreed to is still good, until it runs out. */
async function giveBackApprovals(tx: Tx, changes: readonly ChangeOf<'action'>[]): Promise<void> {
  const failed = changes.flatMap(({ change: { action } }) =>
    action.kind === 'startArchive' && action.outcome.state === 'failed' ? [action.id] : [],
  )
  if (failed.length === 0) return
  await tx.archiveRequest.updateMany({
    where: { actionId: { in: failed }, state: 'used' },
    data: { state: 'approved' },
  })
}

function isSettled({ outcome }: ActionView): boolean {
  return outcome.state !== 'asked' && outcome.state !== 'sent'
}

async function settleAction(tx: Tx, action: ActionView): Promise<void> {
  const { outcome } = action
  await tx.action.update({
    where: { id: action.id },
    data: {
      state: outcome.state,
      settledAt: 'at' in outcome ? new Date(outcome.at) : null,
      ...(outcome.state !== 'asked' && action.sentAt === null ? { sentAt: await databaseTime(tx) } : {}),
    },
    select: { id: true },
  })
}

async function recordSettled(tx: Tx, projectId: string, action: ActionView): Promise<void> {
  const { requestId } = await tx.action.findUniqueOrThrow({
    where: { id: action.id },
    select: { requestId: true },
  })
  await recordAudit(tx, {
    phase: 'outcome',
    action: ACTION_NAMES[action.kind],
    actorId: action.actorId,
    deviceId: null,
    address: null,
    projectId,
    sessionId: action.sessionId,
    subject: `action:${action.id}`,
    details: { outcome: action.outcome, targets: action.targets.length },
    requestId,
  })
}

async function databaseTime(tx: Tx): Promise<Date> {
  const [row] = await tx.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`
  if (!row) throw new Error('The database did not tell its time')
  return row.now
}
