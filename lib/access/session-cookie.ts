import 'server-only'
import { cookies } from 'next/headers'
import { env } from '#lib/system/env.ts'
import { cookieNames } from './cookie-names.ts'
import { ABSOLUTE_SECONDS, makeSessionToken } from './session-token.ts'

/** Makes this browser that device, as next-auth would after a sign-in by its own form. For actions and routes only. */
export async function setSessionCookie(deviceId: string): Promise<void> {
  const { session, secure } = cookieNames(env().GAVEL_URL)
  const jar = await cookies()
  jar.set({
    name: session,
    value: await makeSessionToken(deviceId),
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure,
    maxAge: ABSOLUTE_SECONDS,
  })
}
