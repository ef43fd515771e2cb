import 'server-only'
import { authorOf, type DoorRequest } from '#lib/access/door-request.ts'
import { enter } from '#lib/access/enter.ts'
import { revokeDevice } from '#lib/access/revoke-device.ts'
import type { Tx } from '#lib/system/database.ts'

/** Makes a half-made sign-in whole: a new device, and the half-made one is over. */
export async function completeSignIn(
  tx: Tx,
  partial: { accountId: string; deviceId: string },
  request: DoorRequest,
): Promise<string> {
  const by = { ...authorOf(null, request), actorId: partial.accountId, deviceId: partial.deviceId }
  await revokeDevice(tx, partial.deviceId, { ...by, action: 'account.signOut' })
  return enter(tx, { accountId: partial.accountId, method: 'password', stage: 'full' }, request)
}
