import 'server-only'
import { authorOf, type DoorRequest } from '#lib/access/door-request.ts'
import { revokeDevice } from '#lib/access/revoke-device.ts'
import { setSessionCookie } from '#lib/access/session-cookie.ts'
import { readSessionToken } from '#lib/access/session-token.ts'
import { endReplaced, type SignInMethod, startDevice } from '#lib/access/start-device.ts'
import type { Tx } from '#lib/system/database.ts'

/** Lets somebody in by a new device; whatever this browser was until now ends. */
export async function enter(
  tx: Tx,
  accountId: string,
  method: SignInMethod,
  request: DoorRequest,
): Promise<string> {
  const { headers, address, requestId, sessionToken } = request
  const before = await readSessionToken(sessionToken)
  if (before) await endReplaced(tx, before, { address, requestId })
  const userAgent = headers.get('user-agent') ?? ''
  const deviceId = await startDevice(
    tx,
    { accountId, method, stage: 'full' },
    { address, userAgent, requestId },
  )
  await setSessionCookie(deviceId)
  return deviceId
}

/** Makes a half-made sign-in whole: a new device, and the half-made one is over. */
export async function completeSignIn(
  tx: Tx,
  partial: { accountId: string; deviceId: string },
  request: DoorRequest,
): Promise<string> {
  const by = { ...authorOf(null, request), actorId: partial.accountId, deviceId: partial.deviceId }
  await revokeDevice(tx, partial.deviceId, { ...by, action: 'account.signOut' })
  return enter(tx, partial.accountId, 'password', request)
}
