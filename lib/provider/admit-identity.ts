import 'server-only'
import { type Browser, stageOf, startDevice } from '#lib/access/start-device.ts'
import { recordAudit } from '#lib/audit/record-audit.ts'
import type { Database, Tx } from '#lib/system/database.ts'
import { log } from '#lib/system/log.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { applyMapping, placesOf } from './apply-mapping.ts'
import { makeMappedAccount, type Refused } from './make-mapped-account.ts'
import type { ProviderSettings } from './provider-settings.ts'
import type { ProviderRefusal } from './provider-words.ts'
import { mappedRoles } from './role-mapping.ts'
import type { ProviderClaims } from './verify-id-token.ts'

type Settings = Pick<ProviderSettings, 'roles' | 'accounts'>

/**
 * Signs in whoever the provider says has come: by issuer and subject, never by an address. Every refusal is on the record,
 * and names the account that was meant where there is one.
 */
export async function admitIdentity(
  db: Database,
  settings: Settings,
  claims: ProviderClaims,
  browser: Browser,
): Promise<Result<{ deviceId: string }, ProviderRefusal>> {
  const admitted = await db.$transaction(async (tx) => {
    const found = await findOrMake(tx, settings, claims, browser)
    if (!found.ok) {
      await recordRefused(tx, found, browser)
      return fail(found.failure)
    }
    const { accountId } = found.value
    const stage = await stageOf(tx, accountId, 'provider')
    return ok({ deviceId: await startDevice(tx, { accountId, method: 'provider', stage }, browser) })
  })
  if (!admitted.ok)
    log.info(
      { action: 'account.signIn', requestId: browser.requestId, refusal: admitted.failure },
      'sign-in refused',
    )
  return admitted
}

async function findOrMake(
  tx: Tx,
  settings: Settings,
  claims: ProviderClaims,
  browser: Browser,
): Promise<{ ok: true; value: { accountId: string } } | Refused> {
  const known = await findIdentity(tx, claims)
  if (known) return welcomeBack(tx, settings, claims, known, browser)
  const made = await makeMappedAccount(tx, settings, claims, browser)
  if (made.ok) return made
  // Two who came at once as the same: the other one has made it meanwhile.
  const meanwhile = await findIdentity(tx, claims)
  return meanwhile ? welcomeBack(tx, settings, claims, meanwhile, browser) : made
}

type Known = { accountId: string; mapped: boolean; disabledAt: Date | null }

/** Whose this identity is, locked: what somebody holds is changed by one at a time. */
async function findIdentity(tx: Tx, { issuer, subject }: ProviderClaims): Promise<Known | null> {
  const [known] = await tx.$queryRaw<Known[]>`
    SELECT i."accountId", i."mapped", a."disabledAt" FROM "Identity" i JOIN "Account" a ON a."id" = i."accountId"
    WHERE i."issuer" = ${issuer} AND i."subject" = ${subject} FOR UPDATE`
  return known ?? null
}

async function welcomeBack(
  tx: Tx,
  { roles }: Settings,
  { groups }: ProviderClaims,
  { accountId, mapped, disabledAt }: Known,
  { address, requestId }: Browser,
): Promise<{ ok: true; value: { accountId: string } } | Refused> {
  if (disabledAt !== null) return { ok: false, failure: 'provider-deactivated', accountId }
  if (mapped) {
    const by = { actorId: accountId, deviceId: null, address, requestId }
    await applyMapping(tx, accountId, await placesOf(tx, mappedRoles(roles, groups)), by)
    if ((await tx.roleHolding.count({ where: { accountId } })) === 0)
      return { ok: false, failure: 'provider-no-role', accountId }
  }
  return ok({ accountId })
}

async function recordRefused(tx: Tx, refused: Refused, { address, requestId }: Browser): Promise<void> {
  const { failure, accountId } = refused
  await recordAudit(tx, {
    phase: 'denied',
    action: 'account.signIn',
    actorId: null,
    deviceId: null,
    address,
    subject: accountId === null ? null : `account:${accountId}`,
    details: { method: 'provider', why: failure },
    requestId,
  })
}
