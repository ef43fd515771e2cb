import 'server-only'
import { recordAudit } from '#lib/audit/record-audit.ts'
import { raiseAlerts } from '#lib/live/raise-alerts.ts'
import type { Database, Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { log } from '#lib/system/log.ts'
import { retryPause } from './retry-pause.ts'
import type { SendFailure } from './send-one.ts'
import type { DueDelivery, LeasedEndpoint } from './send-webhooks.ts'

/** For so long a message is tried. */
export const GIVE_UP_HOURS = 24
/** So many failures in a row, over at least so long, and an address is asked no more: a restart over there is no reason. */
export const DISABLE_AFTER = 10
export const DISABLE_MINUTES = 60

export async function recordArrived(
  db: Database,
  endpoint: LeasedEndpoint,
  delivery: DueDelivery,
): Promise<void> {
  await db.$transaction([
    db.$executeRaw`
      UPDATE "Delivery" SET "deliveredAt" = clock_timestamp(), "nextAt" = NULL, "failure" = NULL, "attempts" = "attempts" + 1
      WHERE "id" = ${delivery.id}::uuid`,
    db.$executeRaw`
      UPDATE "Endpoint" SET "failures" = 0, "failingSince" = NULL WHERE "id" = ${endpoint.id}::uuid AND "failures" > 0`,
  ])
}

/** A test is tried once, and says nothing about the address. */
export async function recordFailed(
  db: Database,
  endpoint: LeasedEndpoint,
  delivery: DueDelivery,
  { failure, random }: { failure: SendFailure; random: () => number },
): Promise<void> {
  const isTest = delivery.event === 'test'
  const seconds = isTest ? null : retryPause(delivery.attempts + 1, random)
  log.warn({ endpoint: endpoint.id, delivery: delivery.id, failure }, 'webhooks: a message did not arrive')
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`
      UPDATE "Delivery" SET "attempts" = "attempts" + 1, "failure" = ${failure},
        "nextAt" = CASE WHEN ${seconds}::int IS NOT NULL
          AND "createdAt" + make_interval(hours => ${GIVE_UP_HOURS}) > clock_timestamp() + make_interval(secs => ${seconds}::int)
          THEN clock_timestamp() + make_interval(secs => ${seconds}::int) END
      WHERE "id" = ${delivery.id}::uuid`
    if (!isTest) await countFailure(tx, endpoint, delivery)
  })
}

async function countFailure(tx: Tx, endpoint: LeasedEndpoint, delivery: DueDelivery): Promise<void> {
  const [counted] = await tx.$queryRaw<{ isTooMuch: boolean }[]>`
    UPDATE "Endpoint" SET "failures" = "failures" + 1, "failingSince" = COALESCE("failingSince", clock_timestamp())
    WHERE "id" = ${endpoint.id}::uuid
    RETURNING "disabledAt" IS NULL AND "failures" >= ${DISABLE_AFTER}
      AND "failingSince" <= clock_timestamp() - make_interval(mins => ${DISABLE_MINUTES}) AS "isTooMuch"`
  if (!counted?.isTooMuch) return
  const { id } = endpoint
  await tx.$executeRaw`UPDATE "Endpoint" SET "disabledAt" = clock_timestamp() WHERE "id" = ${id}::uuid`
  await recordAudit(tx, {
    phase: 'event',
    action: 'endpoint.disable',
    actorId: null,
    deviceId: null,
    address: null,
    projectId: endpoint.projectId,
    subject: `endpoint:${id}`,
    details: { by: 'failures' },
    requestId: newId(),
  })
  const projectId = endpoint.projectId ?? delivery.projectId
  if (projectId === null) return
  await raiseAlerts(tx, [
    {
      kind: 'endpointDisabled',
      level: 'urgent',
      projectId,
      cause: `endpointDisabled:${id}:${delivery.id}:${delivery.attempts}`,
      details: { endpoint: id, host: new URL(endpoint.url).host },
    },
  ])
}

/** What was sent or given up long ago is not looked at any more. */
export async function trimDeliveries(db: Database): Promise<number> {
  return db.$executeRaw`
    DELETE FROM "Delivery" WHERE "id" IN (
      SELECT "id" FROM "Delivery" WHERE "createdAt" < now() - interval '30 days' AND "nextAt" IS NULL
      ORDER BY "createdAt" LIMIT 1000)`
}
