import 'server-only'
import { decode, encode } from 'next-auth/jwt'
import { z } from 'zod'
import { env } from '#lib/system/env.ts'

/** The longest that a policy can let somebody stay signed in: the cookie's own end. The device's row ends it earlier. */
export const ABSOLUTE_SECONDS = 30 * 24 * 60 * 60

const claims = z.object({ deviceId: z.uuid() })

/** The device a session cookie names; null for anything that we did not make. Naming is all it does: the row decides. */
export async function readSessionToken(token: string | undefined): Promise<string | null> {
  if (!token) return null
  try {
    return claims.safeParse(await decode({ token, secret: env().GAVEL_SECRET })).data?.deviceId ?? null
  } catch {
    return null // not a token of ours, or one that has expired: the same as none
  }
}

/** A session cookie's value, as next-auth itself makes it. */
export function makeSessionToken(deviceId: string): Promise<string> {
  return encode({ token: { deviceId }, secret: env().GAVEL_SECRET, maxAge: ABSOLUTE_SECONDS })
}
