import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { announceAlerts } from '#lib/live/raise-alerts.ts'
import type { Tx } from '#lib/system/database.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { maySeeAlert } from './see-alerts.ts'

/** For so long somebody may take back that an alert is resolved. */
export const UNDO_MINUTES = 10

export type FoundAlert = {
  id: string
  projectId: string
  sessionId: string | null
  archiveId: string | null
  claimedById: string | null
  resolvedById: string | null
  over: boolean
  /** It is over for longer than it can be taken back. */
  long: boolean
}

/** An alert, locked; null when there is none that this actor may see. */
export async function findAlert(tx: Tx, alertId: string, actor: Actor): Promise<FoundAlert | null> {
  const [alert] = await tx.$queryRaw<FoundAlert[]>`
    SELECT "id", "projectId", "sessionId", "archiveId", "claimedById", "resolvedById", "resolvedAt" IS NOT NULL AS "over",
      COALESCE("resolvedAt" < clock_timestamp() - make_interval(mins => ${UNDO_MINUTES}), false) AS "long"
    FROM "Alert" WHERE "id" = ${alertId}::uuid FOR UPDATE`
  return alert && maySeeAlert(actor, alert) ? alert : null
}

type Handler = { actor: Pick<Actor, 'accountId'>; tx: Tx }

/** Says that one looks after it. Everybody who may handle it may still resolve it. */
export async function claimAlert(
  { actor, tx }: Handler,
  alert: FoundAlert,
): Promise<Result<null, 'over' | 'claimed-by-other'>> {
  if (alert.over) return fail('over')
  if (alert.claimedById === actor.accountId) return ok(null)
  if (alert.claimedById !== null) return fail('claimed-by-other')
  await tx.$executeRaw`
    UPDATE "Alert" SET "claimedById" = ${actor.accountId}::uuid, "claimedAt" = clock_timestamp() WHERE "id" = ${alert.id}::uuid`
  return told(tx, alert)
}

/** Leaves it to others again. */
export async function releaseAlert(
  { actor, tx }: Handler,
  alert: FoundAlert,
): Promise<Result<null, 'over' | 'not-yours'>> {
  if (alert.over) return fail('over')
  if (alert.claimedById !== actor.accountId) return fail('not-yours')
  await tx.alert.update({
    where: { id: alert.id },
    data: { claimedById: null, claimedAt: null },
    select: { id: true },
  })
  return told(tx, alert)
}

/** Says in words what came of it. */
export async function resolveAlert(
  { actor, tx }: Handler,
  alert: FoundAlert,
  words: string,
): Promise<Result<null, 'over'>> {
  if (alert.over) return fail('over')
  await tx.$executeRaw`
    UPDATE "Alert" SET "resolvedAt" = clock_timestamp(), "resolvedById" = ${actor.accountId}::uuid, "resolution" = ${words}
    WHERE "id" = ${alert.id}::uuid`
  return told(tx, alert)
}

/** Takes back, for a while, that one has resolved it. If its cause is gone meanwhile it ends by itself again. */
export async function reopenAlert(
  { actor, tx }: Handler,
  alert: FoundAlert,
): Promise<Result<null, 'open' | 'not-yours' | 'too-late'>> {
  if (!alert.over) return fail('open')
  if (alert.resolvedById !== actor.accountId) return fail('not-yours')
  if (alert.long) return fail('too-late')
  await tx.alert.update({
    where: { id: alert.id },
    data: { resolvedAt: null, resolvedById: null, resolution: null },
    select: { id: true },
  })
  return told(tx, alert)
}

async function told(tx: Tx, alert: FoundAlert): Promise<Result<null, never>> {
  await announceAlerts(tx, [alert])
  return ok(null)
}
