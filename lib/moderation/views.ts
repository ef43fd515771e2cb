import 'server-only'
import type { Tx } from '#lib/system/database.ts'
import type { ActionTargetView, ActionView } from './model.ts'
import { combine, outcomeOf } from './outcome.ts'

const TARGET = {
  id: true,
  connectionId: true,
  streamId: true,
  archiveId: true,
  state: true,
  settledAt: true,
  failure: true,
  evidence: true,
} as const

const ACTION = {
  id: true,
  kind: true,
  projectId: true,
  sessionId: true,
  actorId: true,
  reason: true,
  askedAt: true,
  sentAt: true,
  actor: { select: { name: true } },
  approvedBy: { select: { name: true } },
  targets: { select: TARGET, orderBy: { id: 'asc' } },
} as const

/** These actions as pages and the feed show them, newest first; each with the project it lies in. */
export async function actionViews(
  tx: Tx,
  ids: readonly string[],
): Promise<(ActionView & { projectId: string })[]> {
  const rows = await tx.action.findMany({
    where: { id: { in: [...ids] } },
    select: ACTION,
    orderBy: [{ askedAt: 'desc' }, { id: 'desc' }],
  })
  return rows.map(({ actor, approvedBy, askedAt, sentAt, targets, ...row }) => {
    const shown: ActionTargetView[] = targets.map((target) => ({
      id: target.id,
      connectionId: target.connectionId,
      streamId: target.streamId,
      archiveId: target.archiveId,
      outcome: outcomeOf(target),
    }))
    return {
      ...row,
      actorName: actor.name,
      approvedBy: approvedBy?.name ?? null,
      askedAt: askedAt.toISOString(),
      sentAt: sentAt?.toISOString() ?? null,
      outcome: combine(shown),
      targets: shown,
    }
  })
}

/** The newest actions of one session, for its page. The caller has checked that the session may be seen. */
export async function actionsOfSession(tx: Tx, sessionId: string, limit = 200): Promise<ActionView[]> {
  const rows = await tx.action.findMany({
    where: { sessionId },
    select: { id: true },
    orderBy: { askedAt: 'desc' },
    take: limit,
  })
  return actionViews(
    tx,
    rows.map((row) => row.id),
  )
}
