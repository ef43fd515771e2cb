import 'server-only'
import type { Browser } from '#lib/access/start-device.ts'
import { recordAudit } from '#lib/audit/record-audit.ts'
import { canonicalAddress } from '#lib/people/canonical-address.ts'
import type { Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { ok } from '#lib/system/result.ts'
import { accountOfAddress } from './account-of-address.ts'
import { applyMapping, placesOf } from './apply-mapping.ts'
import type { ProviderSettings } from './provider-settings.ts'
import type { ProviderRefusal } from './provider-words.ts'
import { mappedRoles } from './role-mapping.ts'
import type { ProviderClaims } from './verify-id-token.ts'

export type Refused = { ok: false; failure: ProviderRefusal; accountId: string | null }

/**
 * Makes an account for somebody nobody knows: when the settings want that, their address is verified and nobody's here, and
 * one of their groups has a role. An address that is somebody's is never taken for that somebody.
 */
export async function makeMappedAccount(
  tx: Tx,
  { accounts, roles }: Pick<ProviderSettings, 'roles' | 'accounts'>,
  claims: ProviderClaims,
  { address, requestId }: Browser,
): Promise<{ ok: true; value: { accountId: string } } | Refused> {
  const meant = await accountOfAddress(tx, claims.claimedEmail)
  const refuse = (failure: ProviderRefusal): Refused => ({ ok: false, failure, accountId: meant })
  const email = claims.verifiedEmail === null ? null : canonicalAddress(claims.verifiedEmail)
  if (email !== null && meant !== null) return refuse('provider-address-taken')
  if (accounts === 'off' || !(await isSetUp(tx))) return refuse('provider-unknown')
  if (email === null) return refuse('provider-unverified')
  const places = await placesOf(tx, mappedRoles(roles, claims.groups))
  if (places.length === 0) return refuse('provider-no-role')

  const accountId = newId()
  const row = { id: accountId, email, name: nameOf(claims, email), passwordHash: null }
  const made = await tx.account.createMany({ data: row, skipDuplicates: true })
  if (made.count === 0) return refuse('provider-address-taken')
  const { issuer, subject } = claims
  await tx.identity.create({ data: { accountId, issuer, subject, mapped: true } })
  const by = { actorId: accountId, deviceId: null, address, requestId }
  await recordAudit(tx, {
    phase: 'event',
    action: 'account.create',
    ...by,
    subject: `account:${accountId}`,
    details: { by: 'provider' },
  })
  await applyMapping(tx, accountId, places, by)
  return ok({ accountId })
}

/** Before the first admin is made nobody comes in by a side door. */
async function isSetUp(tx: Tx): Promise<boolean> {
  return (await tx.setup.count({ where: { completedAt: null } })) === 0
}

/** Hostile text like all names; what the database would not take is left out. */
function nameOf({ name }: ProviderClaims, email: string): string {
  return name?.toWellFormed().replaceAll('\0', '').trim().slice(0, 80) || email
}
