import 'server-only'
import { recordAudit } from '#lib/audit/record-audit.ts'
import type { Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import type { DoorRequest } from './door-request.ts'
import { revokeDevice } from './revoke-device.ts'
import { hasSecondFactor, needsSecondFactor } from './second-factor.ts'
import { ABSOLUTE_SECONDS, readSessionToken } from './session-token.ts'

export type DeviceStage = 'factorDue' | 'factorMissing' | 'full'
export type SignInMethod = 'password' | 'passkey' | 'provider'

export type SignIn = { accountId: string; method: SignInMethod; stage: DeviceStage }

/** A browser as its request shows it, with the device it was until now. The user agent is hostile text. */
export type Browser = {
  address: string | null
  userAgent: string
  requestId: string
  replaces?: string | null
}

/** The browser that makes a request. */
export async function browserOf({
  headers,
  address,
  requestId,
  sessionToken,
}: DoorRequest): Promise<Browser> {
  const userAgent = headers.get('user-agent') ?? ''
  return { address, userAgent, requestId, replaces: await readSessionToken(sessionToken) }
}

/**
 * Signs a browser in, on the record; whatever it was until now ends. Always a new device, never one that was there before: a
 * session that somebody planted, or took from an earlier stage, stays what it was (U5 of the security checks).
 */
export async function startDevice(
  tx: Tx,
  signIn: SignIn,
  { address, userAgent, requestId, replaces }: Browser,
): Promise<string> {
  if (replaces) await endReplaced(tx, replaces, { address, requestId })
  const id = newId()
  const { accountId, method, stage } = signIn
  await tx.device.create({
    data: {
      id,
      accountId,
      method,
      stage,
      userAgent: userAgent.toWellFormed().replaceAll('\0', '').slice(0, 400),
      address: address ?? '',
      expiresAt: new Date(Date.now() + ABSOLUTE_SECONDS * 1_000),
    },
  })
  await recordAudit(tx, {
    phase: 'event',
    action: 'account.signIn',
    actorId: accountId,
    deviceId: id,
    address,
    subject: `device:${id}`,
    details: { method, stage },
    requestId,
  })
  return id
}

/** Ends what this browser was signed in to before, whoever that was. */
async function endReplaced(
  tx: Tx,
  deviceId: string,
  { address, requestId }: Pick<Browser, 'address' | 'requestId'>,
): Promise<void> {
  const before = await tx.device.findUnique({ where: { id: deviceId }, select: { accountId: true } })
  if (!before) return
  const by = { actorId: before.accountId, deviceId, address, requestId, action: 'account.signOut' } as const
  await revokeDevice(tx, deviceId, by)
}

/**
 * How far a sign-in gets by itself. A passkey is possession and person in one, and a provider answers for its own
 * factors; a password alone waits for the second factor where there is one, or where a role asks for one.
 */
export async function stageOf(tx: Tx, accountId: string, method: SignInMethod): Promise<DeviceStage> {
  if (method !== 'password') return 'full'
  if (await hasSecondFactor(tx, accountId)) return 'factorDue'
  return (await needsSecondFactor(tx, accountId)) ? 'factorMissing' : 'full'
}
