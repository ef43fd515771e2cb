import 'server-only'
import type { Tx } from '#lib/system/database.ts'
import type { DoorRequest } from './door-request.ts'
import { setSessionCookie } from './session-cookie.ts'
import { browserOf, type SignIn, startDevice } from './start-device.ts'

/** Lets somebody in by a new device, in the browser that asks; for actions and routes, which can set its cookie. */
export async function enter(tx: Tx, signIn: SignIn, request: DoorRequest): Promise<string> {
  const deviceId = await startDevice(tx, signIn, await browserOf(request))
  await setSessionCookie(deviceId)
  return deviceId
}
