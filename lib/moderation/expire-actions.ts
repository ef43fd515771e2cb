import 'server-only'
import { Prisma } from '#generated/prisma/client.ts'
import { announce } from '#lib/live/announce.ts'
import { type NewAlert, raiseAlerts } from '#lib/live/raise-alerts.ts'
import type { Database, Tx } from '#lib/system/database.ts'
import type { ActionKind } from './model.ts'
import { type NewOutcome, recordOutcome } from './record-outcome.ts'
import { resolveAlerts } from './resolve-alerts.ts'

/** How long an action waits for the platform to show that it took effect, in seconds. */
export const CONFIRMATION_SECONDS = 10

/** Somebody who should be out of the room may still be in it: that needs a person's look. */
const ALARMING: readonly ActionKind[] = ['disconnect', 'unpublish']

type Due = {
  id: string
  kind: ActionKind
  verdict: 'found-gone' | 'left-unread' | 'unknown'
  projectId: string
  sessionId: string
  connectionId: string
}

/**
 * Gives up waiting for what was asked too long ago; a removal is first looked for among what reconciliation found, so
 * that a lost callback does not leave it in doubt. A warning that was delivered has no deadline, since a person reads it;
 * it ends when its reader is gone. Then alarms that have nothing left to alarm about end. Run every second on each server;
 * a row is settled once.
 */
export async function expireActions(db: Database, limit = 200): Promise<number> {
  const settled = await settleDue(db, limit)
  await resolveAlerts(db)
  return settled
}

async function settleDue(db: Database, limit: number): Promise<number> {
  return db.$transaction(async (tx) => {
    const due = await findDue(tx, limit)
    if (due.length === 0) return 0
    const settle = (verdict: Due['verdict'], outcome: NewOutcome) => {
      const those = due.filter((target) => target.verdict === verdict)
      return recordOutcome(
        tx,
        those.map((target) => target.id),
        outcome,
      )
    }
    const changes = [
      ...(await settle('found-gone', { state: 'confirmed', by: 'check' })),
      ...(await settle('left-unread', { state: 'failed', failure: 'already-gone' })),
      ...(await settle('unknown', { state: 'unconfirmed' })),
    ]
    await announce(tx, changes)
    await raiseAlerts(tx, alarmsOf(due))
    return due.length
  })
}

/**
 * Waiting too long, or given up but found gone since. Locked rows are another server's: it settles them. Looked at again once they
 * are locked, for the lock is on the action: a target that was settled since the first look would alarm all the same.
 */
async function findDue(tx: Tx, limit: number): Promise<Due[]> {
  const locked = await tx.$queryRaw<{ id: string }[]>`
    SELECT t."id" ${DUE} ORDER BY t."id" LIMIT ${limit} FOR NO KEY UPDATE OF a SKIP LOCKED`
  if (locked.length === 0) return []
  return tx.$queryRaw<Due[]>`
    SELECT t."id", a."kind", a."projectId", a."sessionId", t."connectionId",
           CASE WHEN a."kind" = 'disconnect' AND NOT c."live" THEN 'found-gone'
                WHEN a."kind" = 'warn' AND NOT c."live" THEN 'left-unread' ELSE 'unknown' END AS "verdict"
    ${DUE} AND t."id" = ANY(${locked.map(({ id }) => id)}::uuid[])
    ORDER BY t."id"`
}

/** A removal that was given up is looked after for so long. */
export const FOUND_GONE_WITHIN = Prisma.sql`interval '1 hour'`

const DUE = Prisma.sql`
  FROM "ActionTarget" t
  JOIN "Action" a ON a."id" = t."actionId"
  LEFT JOIN "Connection" c ON c."id" = t."connectionId"
  WHERE ((t."state" IN ('asked', 'sent') AND a."askedAt" < now() - make_interval(secs => ${CONFIRMATION_SECONDS})
          AND NOT (a."kind" = 'warn' AND t."state" = 'sent' AND c."live"))
      OR (t."state" = 'unconfirmed' AND a."kind" = 'disconnect' AND NOT c."live"
          AND a."askedAt" > now() - ${FOUND_GONE_WITHIN}))`

function alarmsOf(due: readonly Due[]): NewAlert[] {
  return due
    .filter((target) => target.verdict === 'unknown' && ALARMING.includes(target.kind))
    .map(({ id, projectId, sessionId, connectionId }) => ({
      kind: 'actionUnconfirmed',
      level: 'urgent',
      projectId,
      sessionId,
      connectionId,
      cause: `actionUnconfirmed:${id}`,
    }))
}
