import 'server-only'
import { database } from '#lib/system/database.ts'
import { env } from '#lib/system/env.ts'
import { onceInProcess } from '#lib/system/global.ts'
import { repeat } from '#lib/system/repeat.ts'
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
  onceInProcess('follow-cast', () => {
    const job = repeat('follow-cast', EVERY_MS, async () => {
      const cast = await fetchCast(apiUrl)
      if (cast.ok) await learnCast(database(), cast.value)
    })
    process.once('SIGTERM', () => void job.stop())
    process.once('SIGINT', () => void job.stop())
    return job
  })
}
