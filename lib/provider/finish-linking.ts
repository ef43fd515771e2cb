import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import type { Browser } from '#lib/access/start-device.ts'
import { recordAlone } from '#lib/audit/record-alone.ts'
import { recordAudit } from '#lib/audit/record-audit.ts'
import { queueLetter } from '#lib/notify/queue-letter.ts'
import { database, type Tx } from '#lib/system/database.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { type Linking, secretsOf } from './begin-linking.ts'
import { noteRefused } from './note-refused.ts'
import type { ProviderSettings } from './provider-settings.ts'
import type { LinkRefusal } from './provider-words.ts'
import { redeemCallback } from './redeem-callback.ts'
import type { ProviderClaims } from './verify-id-token.ts'

type Came = { code: string | undefined; state: string; iss: string | undefined }

/** Links what the provider says to the account that began it, when it is that very device which came back. */
export async function finishLinking(
  settings: ProviderSettings,
  linking: Linking,
  came: Came,
  visit: { actor: Actor | null; browser: Browser },
): Promise<Result<null, LinkRefusal>> {
  const { actor, browser } = visit
  if (!actor || actor.deviceId !== linking.deviceId || actor.seeingAs !== null)
    return refuse(linking, 'other-device', browser)
  const redeemed = await redeemCallback(settings, { ...came, began: secretsOf(came.state) })
  if (!redeemed.ok) {
    await noteRefused('identity.link', redeemed.failure, browser, {
      actorId: actor.accountId,
      deviceId: actor.deviceId,
    })
    return fail('failed')
  }
  const linked = await database().$transaction((tx) => linkIdentity(tx, actor, redeemed.value, browser))
  return linked.ok ? linked : refuse(linking, linked.failure, browser)
}

async function linkIdentity(
  tx: Tx,
  { accountId, deviceId, email }: Actor,
  { issuer, subject }: ProviderClaims,
  { address, requestId }: Browser,
): Promise<Result<null, LinkRefusal>> {
  await tx.$queryRaw`SELECT 1 AS locked FROM "Account" WHERE "id" = ${accountId}::uuid FOR UPDATE`
  const own = await tx.identity.findFirst({ where: { accountId, issuer } })
  if (own) return own.subject === subject ? ok(null) : fail('linked-already')
  const made = await tx.identity.createMany({ data: { accountId, issuer, subject }, skipDuplicates: true })
  if (made.count === 0) return fail('taken')
  await queueLetter(tx, {
    to: email,
    subject: "Your organisation's sign-in was linked",
    text: `From now on your organisation's sign-in opens your account in Gavel.\n\nIf you did not do this, sign in, unlink it on your account page, and tell an admin.\n`,
  })
  await recordAudit(tx, {
    phase: 'event',
    action: 'identity.link',
    actorId: accountId,
    deviceId,
    address,
    subject: `account:${accountId}`,
    details: {},
    requestId,
  })
  return ok(null)
}

async function refuse(linking: Linking, why: LinkRefusal, { address, requestId }: Browser) {
  await recordAlone(database(), {
    phase: 'denied',
    action: 'identity.link',
    actorId: linking.accountId,
    deviceId: linking.deviceId,
    address,
    subject: `account:${linking.accountId}`,
    details: { why },
    requestId,
  })
  return fail(why)
}
