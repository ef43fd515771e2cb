import 'server-only'
import type { Browser } from '#lib/access/start-device.ts'
import { recordAlone } from '#lib/audit/record-alone.ts'
import { database } from '#lib/system/database.ts'
import { log } from '#lib/system/log.ts'
import type { RedeemFailure } from './redeem-callback.ts'

/**
 * Puts it on the record that what came back from the provider proved nothing. What belongs to no flow that was begun here is
 * only logged: anybody can open such an address, as often as they like.
 */
export async function noteRefused(
  action: 'account.signIn' | 'identity.link',
  why: RedeemFailure,
  { address, requestId }: Browser,
  by: { actorId: string | null; deviceId: string | null } = { actorId: null, deviceId: null },
): Promise<void> {
  log.warn({ action, requestId, why }, 'what came back from the provider was refused')
  if (why === 'other-flow') return
  const details = { method: 'provider', why }
  await recordAlone(database(), { phase: 'denied', action, ...by, address, details, requestId })
}
