import 'server-only'
import type { Outgoing } from '#lib/platform/outgoing.ts'
import type { Database } from '#lib/system/database.ts'
import { isLeased } from '#lib/system/lease.ts'
import { log } from '#lib/system/log.ts'
import { fail, type Result } from '#lib/system/result.ts'
import type { SealedBytes } from '#lib/system/seal-text.ts'
import { openSecrets } from './endpoint-secrets.ts'
import { recordArrived, recordFailed } from './record-delivery.ts'
import { type SendFailure, sendOne } from './send-one.ts'

/** Longer than one message may take, and what is written about it. */
const LEASE_SECONDS = 30
const AT_ONCE = 50
/** Of one address in a row; then others have had their turn. */
const IN_A_ROW = 50

export type LeasedEndpoint = SealedBytes & {
  id: string
  projectId: string | null
  url: string
  disabled: boolean
  bothSign: boolean
}
export type DueDelivery = {
  id: string
  event: string
  text: string
  attempts: number
  at: number
  projectId: string | null
}

/**
 * Sends what is due. Every address is worked on by one server at a time, by a lease that ends by itself if that server dies;
 * then the message is sent again, under the same id. Addresses do not wait for each other: a turn only begins work, so that
 * one that hangs holds up nobody but itself.
 */
export function createWebhookSender(db: Database, ask: Outgoing, random: () => number = Math.random) {
  const working = new Set<Promise<void>>()

  async function work(endpoint: LeasedEndpoint): Promise<void> {
    let isLast = false
    for (let sent = 0; sent < IN_A_ROW && !isLast; sent++) {
      const delivery = await takeDelivery(db, endpoint)
      if (!delivery) break
      const result = await send(endpoint, delivery, ask)
      if (result.ok) await recordArrived(db, endpoint, delivery)
      else await recordFailed(db, endpoint, delivery, { failure: result.failure, random })
      isLast = !result.ok
    }
    await db.endpoint.update({
      where: { id: endpoint.id },
      data: { leasedUntil: null },
      select: { id: true },
    })
  }

  return {
    /** Begins with whatever is due now; answers to how many addresses. */
    async turn(): Promise<number> {
      if (working.size >= AT_ONCE) return 0
      const endpoints = await leaseEndpoints(db, AT_ONCE - working.size)
      for (const endpoint of endpoints) {
        const done: Promise<void> = work(endpoint)
          .catch((error: unknown) => log.error({ error, endpoint: endpoint.id }, 'webhooks: not sent'))
          .finally(() => working.delete(done))
        working.add(done)
      }
      return endpoints.length
    },
    /** When all that has begun is over. */
    idle: async (): Promise<void> => void (await Promise.all(working)),
  }
}

async function send(
  endpoint: LeasedEndpoint,
  delivery: DueDelivery,
  ask: Outgoing,
): Promise<Result<null, SendFailure>> {
  const secrets = openSecrets(endpoint)
  if (!secrets.ok) return fail('secret-shut')
  const signing = endpoint.bothSign ? secrets.value : secrets.value.slice(0, 1)
  return sendOne(ask, endpoint.url, signing, { id: delivery.id, timestamp: delivery.at, body: delivery.text })
}

function leaseEndpoints(db: Database, limit: number): Promise<LeasedEndpoint[]> {
  return db.$queryRaw<LeasedEndpoint[]>`
    UPDATE "Endpoint" e SET "leasedUntil" = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
    WHERE e."id" IN (
      SELECT p."id" FROM "Endpoint" p
      WHERE p."removedAt" IS NULL AND ${isLeased(LEASE_SECONDS)} IS NOT TRUE
        AND EXISTS (SELECT 1 FROM "Delivery" d WHERE d."endpointId" = p."id" AND d."nextAt" <= clock_timestamp()
                      AND (p."disabledAt" IS NULL OR d."event" = 'test'))
      ORDER BY p."id" LIMIT ${limit} FOR NO KEY UPDATE SKIP LOCKED)
    RETURNING e."id", e."projectId", e."url", e."keyId", e."wrappedKey", e."ciphertext",
      e."disabledAt" IS NOT NULL AS "disabled", COALESCE(e."bothUntil" > clock_timestamp(), false) AS "bothSign"`
}

/** The oldest that is due, with the lease extended for it; none when the endpoint is not as it was any more. */
async function takeDelivery(db: Database, endpoint: LeasedEndpoint): Promise<DueDelivery | undefined> {
  const [delivery] = await db.$queryRaw<DueDelivery[]>`
    WITH lease AS (
      UPDATE "Endpoint" SET "leasedUntil" = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
      WHERE "id" = ${endpoint.id}::uuid AND "removedAt" IS NULL AND "ciphertext" = ${endpoint.ciphertext}
      RETURNING "id", "disabledAt")
    SELECT d."id", d."event", d."body"::text AS "text", d."attempts", floor(extract(epoch FROM clock_timestamp()))::int AS "at",
      d."body"->'data'->>'projectId' AS "projectId"
    FROM "Delivery" d JOIN lease e ON e."id" = d."endpointId"
    WHERE d."nextAt" <= clock_timestamp() AND (e."disabledAt" IS NULL OR d."event" = 'test')
    ORDER BY d."createdAt", d."id" LIMIT 1`
  return delivery
}
