import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { endAlerts } from '#lib/live/end-alerts.ts'
import type { Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { type AddressProblem, judgeAddress } from '#lib/system/outgoing-address.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { openSecrets, sealSecrets } from './endpoint-secrets.ts'
import type { ShownSecret } from './model.ts'
import { GIVE_UP_HOURS } from './record-delivery.ts'
import { newWebhookSecret } from './sign-webhook.ts'
import { webhookRules } from './webhook-outgoing.ts'

/** For so long the secret that was replaced signs beside the new one. */
const BOTH_HOURS = 24
const MOST = 20
const END = 4

export type FoundEndpoint = {
  id: string
  projectId: string | null
  url: string
  keyId: string
  wrappedKey: Uint8Array<ArrayBuffer>
  ciphertext: Uint8Array<ArrayBuffer>
  disabled: boolean
}

/** Where one is to lie: a project that is there, or all of them. */
export async function findEndpointPlace(
  tx: Tx,
  projectId: string | null,
): Promise<{ projectId: string | null; id: string } | null> {
  const id = newId()
  if (projectId === null) return { projectId, id }
  const there = await tx.project.count({ where: { id: projectId, removedAt: null } })
  return there === 1 ? { projectId, id } : null
}

/** An endpoint, locked. */
export async function findEndpoint(tx: Tx, endpointId: string): Promise<FoundEndpoint | null> {
  const [endpoint] = await tx.$queryRaw<FoundEndpoint[]>`
    SELECT "id", "projectId", "url", "keyId", "wrappedKey", "ciphertext", "disabledAt" IS NOT NULL AS "disabled"
    FROM "Endpoint" WHERE "id" = ${endpointId}::uuid AND "removedAt" IS NULL FOR UPDATE`
  return endpoint ?? null
}

/** Adds an address. Its secret is in the answer, this once. */
export async function addEndpoint(
  tx: Tx,
  actor: Pick<Actor, 'accountId'>,
  place: { projectId: string | null; id: string },
  url: string,
): Promise<Result<ShownSecret, AddressProblem | 'too-many'>> {
  const judged = judgeAddress(url, webhookRules())
  if (!judged.ok) return judged
  const { projectId } = place
  if ((await tx.endpoint.count({ where: { projectId, removedAt: null } })) >= MOST) return fail('too-many')
  const secret = newWebhookSecret()
  const { href } = judged.value
  const sealed = sealSecrets([secret], { ...place, url: href })
  await tx.endpoint.create({
    data: { ...place, url: href, createdById: actor.accountId, ...sealed, secretEnd: secret.slice(-END) },
    select: { id: true },
  })
  return ok({ secret })
}

/** A new secret, and for a day both sign, so that nothing is lost while the other side learns it. */
export async function rotateSecret(tx: Tx, endpoint: FoundEndpoint): Promise<Result<ShownSecret, never>> {
  const secret = newWebhookSecret()
  const opened = openSecrets(endpoint)
  const before = opened.ok ? opened.value.slice(0, 1) : []
  await replaceSecret(tx, endpoint, { url: endpoint.url, secrets: [secret, ...before] })
  return ok({ secret })
}

/** Another address, with another secret: what the old one was given is worth nothing at the new. */
export async function moveEndpoint(
  tx: Tx,
  endpoint: FoundEndpoint,
  url: string,
): Promise<Result<ShownSecret, AddressProblem | 'same'>> {
  const judged = judgeAddress(url, webhookRules())
  if (!judged.ok) return judged
  if (judged.value.href === endpoint.url) return fail('same')
  const secret = newWebhookSecret()
  await replaceSecret(tx, endpoint, { url: judged.value.href, secrets: [secret] })
  return ok({ secret })
}

async function replaceSecret(
  tx: Tx,
  { id, projectId }: FoundEndpoint,
  { url, secrets }: { url: string; secrets: string[] },
): Promise<void> {
  const { keyId, wrappedKey, ciphertext } = sealSecrets(secrets, { id, projectId, url })
  await tx.$executeRaw`
    UPDATE "Endpoint" SET "url" = ${url}, "keyId" = ${keyId}, "wrappedKey" = ${wrappedKey}, "ciphertext" = ${ciphertext},
      "secretEnd" = ${secrets[0]?.slice(-END) ?? ''},
      "bothUntil" = CASE WHEN ${secrets.length > 1} THEN clock_timestamp() + make_interval(hours => ${BOTH_HOURS}) END
    WHERE "id" = ${id}::uuid`
}

/** On again: what waits is sent at once, but for what is older than a day. The alarm about it is over. */
export async function enableEndpoint(tx: Tx, endpoint: FoundEndpoint): Promise<Result<null, 'on-already'>> {
  if (!endpoint.disabled) return fail('on-already')
  await tx.$executeRaw`
    UPDATE "Delivery" SET "nextAt" = NULL, "failure" = 'too-old'
    WHERE "endpointId" = ${endpoint.id}::uuid AND "nextAt" IS NOT NULL
      AND "createdAt" < clock_timestamp() - make_interval(hours => ${GIVE_UP_HOURS})`
  await tx.$executeRaw`
    UPDATE "Delivery" SET "nextAt" = clock_timestamp() WHERE "endpointId" = ${endpoint.id}::uuid AND "nextAt" IS NOT NULL`
  await tx.endpoint.update({
    where: { id: endpoint.id },
    data: { disabledAt: null, failures: 0, failingSince: null },
    select: { id: true },
  })
  await endAlarm(tx, endpoint)
  return ok(null)
}

/** Tells it nothing more. What was sent stays to be read in the record. */
export async function removeEndpoint(tx: Tx, endpoint: FoundEndpoint): Promise<Result<null, never>> {
  await tx.$executeRaw`UPDATE "Endpoint" SET "removedAt" = clock_timestamp() WHERE "id" = ${endpoint.id}::uuid`
  await tx.$executeRaw`
    UPDATE "Delivery" SET "nextAt" = NULL WHERE "endpointId" = ${endpoint.id}::uuid AND "nextAt" IS NOT NULL`
  await endAlarm(tx, endpoint)
  return ok(null)
}

async function endAlarm(tx: Tx, { id }: FoundEndpoint): Promise<void> {
  const open = await tx.alert.findMany({
    where: { kind: 'endpointDisabled', resolvedAt: null, details: { path: ['endpoint'], equals: id } },
    select: { cause: true },
  })
  await endAlerts(
    tx,
    open.map(({ cause }) => cause),
  )
}

/** A message that says nothing but that it is a test; it is sent within a second. */
export async function queueTest(tx: Tx, { id, projectId }: FoundEndpoint): Promise<Result<null, never>> {
  const body = { type: 'test', timestamp: new Date().toISOString(), data: { projectId } }
  await tx.delivery.create({
    data: { id: newId(), endpointId: id, event: 'test', body },
    select: { id: true },
  })
  return ok(null)
}
