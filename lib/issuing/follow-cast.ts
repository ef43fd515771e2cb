import 'server-only'
import { database } from '#lib/system/database.ts'
import { env } from '#lib/system/env.ts'
import { repeatInProcess } from '#lib/system/repeat-in-process.ts'
import { fetchCast } from './fetch-cast.ts'
import { learnCast } from './learn-cast.ts'

const EVERY_MS = 2_000

/**
 * Goes on learning the names of the sandbox's sessions, since its people make new ones whenever they start again. Does
 * nothing where there is no sandbox.
 */
export function followCast(): void {
  const apiUrl = env().GAVEL_SANDBOX_API_URL
  if (!apiUrl) return
  repeatInProcess('follow-cast', EVERY_MS, async () => {
    const cast = await fetchCast(apiUrl)
    if (cast.ok) await learnCast(database(), cast.value)
  })
}
