import 'server-only'
import { cookies } from 'next/headers'
import { cache } from 'react'
import { database } from '#lib/system/database.ts'
import { env } from '#lib/system/env.ts'
import type { Actor } from './actor.ts'
import { cookieNames } from './cookie-names.ts'
import { loadActor } from './load-actor.ts'
import { readSessionToken } from './session-token.ts'

/** Who asks for this page, or null. One query however many parts of the page ask. */
export const currentActor = cache(async (): Promise<Actor | null> => {
  const token = (await cookies()).get(cookieNames(env().GAVEL_URL).session)?.value
  const deviceId = await readSessionToken(token)
  return deviceId === null ? null : loadActor(database(), deviceId)
})
