import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { database } from '#lib/system/database.ts'
import { env } from '#lib/system/env.ts'
import { log } from '#lib/system/log.ts'
import { fetchCast } from './fetch-cast.ts'
import { learnCast } from './learn-cast.ts'

const EVERY_MS = 5_000

/**
 * Goes on learning the names of the sandbox's sessions, since it makes new ones whenever its people start again. Does
 * nothing where there is no sandbox. Runs until the signal.
 */
export async function followCast(signal: AbortSignal): Promise<void> {
  const apiUrl = env().GAVEL_SANDBOX_API_URL
  if (!apiUrl) return
  while (!signal.aborted) {
    const cast = await fetchCast(apiUrl)
    try {
      if (cast.ok) await learnCast(database(), cast.value)
    } catch (error) {
      log.warn({ error }, 'the names of the cast were not written; trying again')
    }
    await sleep(EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined) // the signal ends it
  }
}
