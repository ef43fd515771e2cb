import 'server-only'
import { cookies } from 'next/headers'
import { env } from '#lib/system/env.ts'
import { cookieNames, cookieOptions } from './cookie-names.ts'
import { ABSOLUTE_SECONDS, makeSessionToken } from './session-token.ts'

/** Makes this browser that device, as next-auth would after a sign-in by its own form. For actions and routes only. */
export async function setSessionCookie(deviceId: string): Promise<void> {
  const { GAVEL_URL } = env()
  const jar = await cookies()
  jar.set({
    ...cookieOptions(GAVEL_URL),
    name: cookieNames(GAVEL_URL).session,
    value: await makeSessionToken(deviceId),
    maxAge: ABSOLUTE_SECONDS,
  })
}
